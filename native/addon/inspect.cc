#include "inspect.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

namespace afalg {
namespace {

constexpr auto kIntactGuard = [] {
  std::array<std::uint8_t, kGuardBytes> guard{};
  guard.fill(kPoison);
  return guard;
}();

// Nearly always one guard long, and then one comparison.
bool IsIntact(std::span<const std::uint8_t> guard) {
  for (std::size_t at = 0; at < guard.size(); at += kGuardBytes) {
    if (std::memcmp(guard.data() + at, kIntactGuard.data(), std::min(kGuardBytes, guard.size() - at)) != 0)
      return false;
  }
  return true;
}

}  // namespace

void Poison(const Exchange& exchange, const Memory& memory) {
  const OperationRow& row = exchange.row;
  std::memset(memory.arena.data() + row.arena_from, kPoison, row.arena_to - row.arena_from);
}

std::int32_t Inspect(const Exchange& exchange, const Memory& memory, bool compare) {
  const OperationRow& row = exchange.row;
  std::int32_t failure = 0;
  std::size_t at = row.arena_from;
  const auto guard = [&](std::size_t to, Failure side) {
    if (!IsIntact(memory.arena.subspan(at, to - at))) failure |= side;
  };
  Failure side = kGuardBefore;
  for (const StepRow& step : exchange.steps) {
    if (step.kind != kReceive) continue;
    guard(step.offset, side);
    side = kGuardAfter;
    at = std::size_t{step.offset} + step.length;
    if (!compare || step.expected == kNowhere) continue;
    if (std::memcmp(memory.arena.data() + step.offset, memory.tape.data() + step.expected, step.length) != 0) {
      failure |= kWrongBytes;
    }
  }
  guard(row.arena_to, side);
  return failure;
}

}  // namespace afalg
