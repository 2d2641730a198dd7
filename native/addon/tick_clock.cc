#include "tick_clock.h"

#include <ctime>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

namespace afalg {
namespace {

constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr long kCalibrationNanoseconds = 20'000'000;

#if defined(__x86_64__) || defined(__i386__)
bool HasInvariantCounter() {
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  return __get_cpuid(0x80000007, &eax, &ebx, &ecx, &edx) == 1 && (edx & (1u << 8)) != 0;
}
#endif

}  // namespace

const TickClock& TickClock::Instance() {
  static const TickClock clock;
  return clock;
}

TickClock::TickClock() {
#if defined(__x86_64__) || defined(__i386__)
  if (!HasInvariantCounter()) return;
  const std::uint64_t wall_start = MonotonicNanoseconds();
  const std::uint64_t ticks_start = __rdtsc();
  const timespec wait{0, kCalibrationNanoseconds};
  nanosleep(&wait, nullptr);
  const std::uint64_t wall = MonotonicNanoseconds() - wall_start;
  const std::uint64_t ticks = __rdtsc() - ticks_start;
  if (ticks == 0) return;
  counter_ = true;
  nanoseconds_per_tick_ = static_cast<double>(wall) / static_cast<double>(ticks);
#endif
}

std::uint64_t TickClock::MonotonicNanoseconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * kNanosecondsPerSecond + static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace afalg
