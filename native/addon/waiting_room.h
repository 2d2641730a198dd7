// Which flights have an operation, and which of those wait because the driver's queue had no room for theirs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "layout.h"

namespace afalg {

class WaitingRoom {
 public:
  struct Refused {
    std::uint32_t flight;
    std::uint32_t index;  // of the operation, in the slice
  };

  explicit WaitingRoom(std::size_t depth) : free_count_(depth) {
    for (std::size_t i = 0; i < depth; ++i) free_[i] = static_cast<std::uint32_t>(depth - 1 - i);
  }

  [[nodiscard]] bool HasFree() const { return free_count_ > 0; }
  [[nodiscard]] std::size_t taken() const { return taken_; }
  // Of those taken.
  [[nodiscard]] std::size_t refused() const { return refused_count_; }

  std::uint32_t Take() {
    ++taken_;
    return free_[--free_count_];
  }
  void Free(std::uint32_t flight) {
    --taken_;
    free_[free_count_++] = flight;
  }

  void Refuse(std::uint32_t flight, std::uint32_t index) {
    refused_[(first_refused_ + refused_count_++) % kMaxFlights] = {flight, index};
  }
  // The one that has waited longest.
  Refused TakeRefused() {
    const Refused refused = refused_[first_refused_];
    first_refused_ = (first_refused_ + 1) % kMaxFlights;
    --refused_count_;
    return refused;
  }

 private:
  std::array<std::uint32_t, kMaxFlights> free_;
  std::size_t free_count_;
  std::size_t taken_ = 0;
  std::array<Refused, kMaxFlights> refused_;
  std::size_t first_refused_ = 0;
  std::size_t refused_count_ = 0;
};

}  // namespace afalg
