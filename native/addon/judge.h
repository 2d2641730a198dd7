// What each system call owes: one set of rules for all engines.
#pragma once

#include <cstdint>
#include <span>

#include "engine.h"

namespace afalg {

// What a system call returned, with its errno.
struct Answer {
  std::int64_t returned;
  int error_number;  // means something only if `returned` is negative
};

// As a completion queue has it: bytes, or a negative errno.
inline Answer AnswerOf(std::int64_t result) { return {result, result < 0 ? static_cast<int>(-result) : 0}; }

// Bits of Failure: 0 when the call did what its step asks for.
std::int32_t Judge(std::span<const StepRow> call, const Answer& answer);

// Judges a call, and writes what it came to into its operation's completion. Whether the operation goes on after it.
bool Note(Completion& ended, std::size_t step, std::span<const StepRow> call, const Answer& answer);

}  // namespace afalg
