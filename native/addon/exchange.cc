#include "exchange.h"

namespace afalg {
namespace {

bool Inside(std::size_t offset, std::size_t length, std::size_t size) {
  return offset <= size && length <= size - offset;
}

bool SendFits(const StepRow& step, const Memory& memory) {
  return Inside(step.offset, step.length, memory.tape.size()) &&
         ((step.flags & kWithIv) == 0 || Inside(step.iv, memory.iv_size, memory.tape.size()));
}

bool ReceiveFits(const StepRow& step, const Memory& memory, std::size_t from, std::size_t to) {
  return step.offset >= from && Inside(step.offset, step.length, to) &&
         (step.expected == kNowhere || Inside(step.expected, step.length, memory.tape.size()));
}

}  // namespace

bool Fits(const Exchange& exchange, const Memory& memory) {
  const OperationRow& row = exchange.row;
  if (exchange.steps.empty() || (exchange.steps[0].flags & kJoined) != 0) return false;
  if (row.arena_from > row.arena_to || row.arena_to > memory.arena.size()) return false;
  std::size_t received_to = row.arena_from + kGuardBytes;
  std::size_t buffers = 0;
  std::uint32_t kind = kClone;
  for (const StepRow& step : exchange.steps) {
    const bool joined = (step.flags & kJoined) != 0;
    buffers = joined ? buffers + 1 : 1;
    if (buffers > kMaxBuffers || step.socket >= kMaxSockets || (joined && step.kind != kind)) return false;
    kind = step.kind;
    switch (kind) {
      case kSend:
        if (!SendFits(step, memory)) return false;
        break;
      case kReceive:
        if (row.arena_to < kGuardBytes || !ReceiveFits(step, memory, received_to, row.arena_to - kGuardBytes)) {
          return false;
        }
        received_to = std::size_t{step.offset} + step.length;
        break;
      case kClone:
        if (joined || step.offset >= kMaxSockets) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

}  // namespace afalg
