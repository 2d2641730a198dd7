// What a slice is given by JavaScript, and what it leaves there.
#pragma once

#include <napi.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>
#include <string>

#include "arguments.h"
#include "engine.h"
#include "layout.h"

namespace afalg {

// Rows of the slice, as JavaScript planned them.
class Rows {
 public:
  Rows(const Napi::Object& slice, std::uint32_t first)
      : operations_(Uint32ArrayArgument(slice.Get("operations"), "slice.operations")),
        steps_(Uint32ArrayArgument(slice.Get("steps"), "slice.steps")),
        first_(first) {}

  [[nodiscard]] std::size_t count() const { return operations_.size() / kOperationWords; }

  // Throws RangeError for one that points outside the steps or the memory.
  [[nodiscard]] Exchange At(Napi::Env env, std::uint32_t index, std::uint32_t flight, const Memory& memory) const {
    Exchange exchange{index, first_ + index, flight, {}, {}};
    std::memcpy(&exchange.row, operations_.data() + std::size_t{index} * kOperationWords, sizeof(exchange.row));
    const std::size_t count = steps_.size() / kStepWords;
    if (exchange.row.first_step <= count && exchange.row.step_count <= count - exchange.row.first_step) {
      // A Uint32Array is aligned for its words, and a StepRow has nothing else.
      const auto* steps = reinterpret_cast<const StepRow*>(steps_.data());
      exchange.steps = {steps + exchange.row.first_step, exchange.row.step_count};
    }
    if (!Fits(exchange, memory)) {
      throw Napi::RangeError::New(env, "operation " + std::to_string(index) + " points outside the tape or the arena");
    }
    return exchange;
  }

 private:
  std::span<const std::uint32_t> operations_;
  std::span<const std::uint32_t> steps_;
  std::uint32_t first_;
};

// What a slice leaves for JavaScript.
class Outcomes {
 public:
  explicit Outcomes(std::span<std::int32_t> words) : words_(words) {
    std::fill(words_.begin(), words_.begin() + kSliceWords, 0);
  }

  [[nodiscard]] bool any() const { return words_[kFailed] != 0; }

  void Add(const Completion& completion, std::int32_t failure) {
    std::int32_t* const row = words_.data() + kSliceWords + static_cast<std::size_t>(words_[kFailed]) * kOutcomeWords;
    row[kIndex] = static_cast<std::int32_t>(completion.exchange.index);
    row[kStep] = static_cast<std::int32_t>(completion.step);
    row[kFailure] = failure;
    row[kErrno] = completion.error_number;
    row[kResult] = Saturate(completion.returned);
    row[kLatency] = Saturate(static_cast<std::int64_t>(completion.nanoseconds / 1000));
    row[kFlight] = static_cast<std::int32_t>(completion.exchange.flight);
    words_[kFailed] += 1;
  }

  void End(SliceEnd reason, std::uint32_t next) {
    words_[kReason] = any() ? kSomeFailed : reason;
    words_[kNext] = static_cast<std::int32_t>(next);
  }

 private:
  static std::int32_t Saturate(std::int64_t value) {
    constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, -kMax, kMax));
  }

  std::span<std::int32_t> words_;
};

}  // namespace afalg
