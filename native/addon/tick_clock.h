// Two readings per operation must cost next to nothing. Where clock_gettime is a real system call (user-mode-linux,
// i.MX6 without an architected timer) it would be a large part of the operation it times, so on x86 with an invariant
// time stamp counter (CPUID 80000007h, EDX bit 8) the counter is read instead and scaled once against CLOCK_MONOTONIC.
#pragma once

#include <cstdint>

#if defined(__x86_64__) || defined(__i386__)
#include <x86intrin.h>
#endif

namespace afalg {

class TickClock {
 public:
  // Calibrated on first use (about 20 ms), then shared by all threads.
  static const TickClock& Instance();

  [[nodiscard]] std::uint64_t Now() const {
#if defined(__x86_64__) || defined(__i386__)
    if (counter_) return __rdtsc();
#endif
    return MonotonicNanoseconds();
  }

  // Counters of different processors may disagree by a few ticks, so a difference can come out negative: that is 0.
  [[nodiscard]] std::uint64_t Nanoseconds(std::uint64_t from, std::uint64_t to) const {
    if (to <= from) return 0;
    return static_cast<std::uint64_t>(static_cast<double>(to - from) * nanoseconds_per_tick_);
  }

  [[nodiscard]] std::uint64_t Ticks(double nanoseconds) const {
    return static_cast<std::uint64_t>(nanoseconds / nanoseconds_per_tick_);
  }

 private:
  TickClock();
  static std::uint64_t MonotonicNanoseconds();

  bool counter_ = false;
  double nanoseconds_per_tick_ = 1;
};

}  // namespace afalg
