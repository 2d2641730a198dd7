// One worker's words of shared memory: written by the worker's thread alone, read by the host's at any time.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include "layout.h"

namespace afalg {

class Progress {
 public:
  // `words` has kProgressWords of them.
  explicit Progress(std::span<std::uint32_t> words) : words_(words) {}

  void Set(std::size_t word, std::uint32_t value) const {
    std::atomic_ref<std::uint32_t>(words_[word]).store(value, std::memory_order_relaxed);
  }
  void Add(std::size_t word, std::uint32_t amount) const { Set(word, Get(word) + amount); }
  [[nodiscard]] std::uint32_t Get(std::size_t word) const {
    return std::atomic_ref<std::uint32_t>(words_[word]).load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::span<std::uint32_t> Histogram() const { return words_.subspan(kHistogram, kHistogramBuckets); }

  // Who looks sees which operation is in flight, and in which system call.
  void Enter(std::size_t flight, std::uint32_t operation, Call call) const {
    Set(kFlights + 2 * flight + 1, call);
    Set(kFlights + 2 * flight, operation + 1);
  }
  void Leave(std::size_t flight) const {
    Set(kFlights + 2 * flight, 0);
    Set(kFlights + 2 * flight + 1, kNoCall);
  }

 private:
  std::span<std::uint32_t> words_;
};

}  // namespace afalg
