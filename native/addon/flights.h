// What the asynchronous engines have in common.
#pragma once

#include <cerrno>
#include <cstdint>

#include "engine.h"
#include "judge.h"

namespace afalg {

// A flight in 64 bits that the kernel hands back. An operation that was abandoned may still complete much later: its
// round tells it from the one that has the flight by then.
struct Ticket {
  std::uint32_t round;
  std::uint16_t flight;
  std::uint16_t call;

  [[nodiscard]] std::uint64_t Pack() const {
    return std::uint64_t{round} << 32 | std::uint64_t{flight} << 16 | std::uint64_t{call};
  }
  static Ticket Of(std::uint64_t packed) {
    return {static_cast<std::uint32_t>(packed >> 32), static_cast<std::uint16_t>(packed >> 16),
            static_cast<std::uint16_t>(packed)};
  }
};

// Whether an engine may say so when its queue has no room: algif does not let a request of asynchronous I/O wait for it
// (no CRYPTO_TFM_REQ_MAY_BACKLOG). -ENOSPC is what crypto_enqueue_request answers, -EBUSY what drivers did before.
inline bool IsQueueFull(std::uint32_t kind, const Answer& answer) {
  return kind == kReceive && answer.returned < 0 && (answer.error_number == ENOSPC || answer.error_number == EBUSY);
}

// How long Abandon waits for what cannot be cancelled: a crypto request cannot.
inline constexpr std::uint64_t kAbandonSlice = 100'000'000;
inline constexpr int kAbandonSlices = 20;

}  // namespace afalg
