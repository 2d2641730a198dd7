// Log-linear counts in shared memory, written by one thread and read by another at any time.
#pragma once

#include <atomic>
#include <bit>
#include <cstdint>
#include <span>

#include "layout.h"

namespace afalg {

// Values below 32 have a bucket each; above, the five bits after the leading one choose among 32 per power of two.
inline std::size_t LatencyBucket(std::uint64_t nanoseconds) {
  constexpr std::uint32_t kLinear = std::uint32_t{1} << kSubBucketBits;
  if (nanoseconds < kLinear) return static_cast<std::size_t>(nanoseconds);
  const auto octave = static_cast<std::uint32_t>(std::bit_width(nanoseconds)) - kSubBucketBits;
  if (octave >= kOctaves) return kHistogramBuckets - 1;
  const auto sub = static_cast<std::uint32_t>(nanoseconds >> (octave - 1)) & (kLinear - 1);
  return (std::size_t{octave} << kSubBucketBits) | sub;
}

inline void RecordLatency(std::span<std::uint32_t> histogram, std::uint64_t nanoseconds) {
  std::atomic_ref<std::uint32_t> bucket(histogram[LatencyBucket(nanoseconds)]);
  // One writer: no read-modify-write instruction needed.
  bucket.store(bucket.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

}  // namespace afalg
