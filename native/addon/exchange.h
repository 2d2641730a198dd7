// One operation as an engine gets it: its steps, and the memory they are about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "layout.h"

namespace afalg {

// What all operations of a worker's burst share, and the arena that is theirs.
struct Memory {
  std::span<const std::uint8_t> tape;
  std::span<std::uint8_t> arena;
  std::size_t iv_size;  // bytes
};

struct Exchange {
  std::uint32_t index;  // in the slice
  std::uint32_t burst_index;
  std::uint32_t flight;  // its place among those in flight: which op socket, which slot of the arena
  OperationRow row;
  std::span<const StepRow> steps;
};

// Whether every offset lies inside the memory, every call has as many buffers and sockets as there may be, and what is
// received lies in the poisoned part of the arena, front to back, a guard away from its ends.
bool Fits(const Exchange& exchange, const Memory& memory);

// The steps of one system call: the first of `steps`, with those joined to it.
inline std::span<const StepRow> CallOf(std::span<const StepRow> steps) {
  std::size_t count = 1;
  while (count < steps.size() && (steps[count].flags & kJoined) != 0) ++count;
  return steps.first(count);
}

inline std::size_t BytesOf(std::span<const StepRow> call) {
  std::size_t bytes = 0;
  for (const StepRow& step : call) bytes += step.length;
  return bytes;
}

}  // namespace afalg
