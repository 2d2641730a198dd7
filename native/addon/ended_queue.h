// Operations that have ended and were not reaped yet, in that order.
#pragma once

#include <cstddef>
#include <vector>

#include "engine.h"

namespace afalg {

class EndedQueue {
 public:
  // One operation per flight at most, so that nothing is allocated later.
  explicit EndedQueue(std::size_t depth) : slots_(depth) {}

  // Room for one more, to be filled in.
  Completion& Push() { return slots_[(first_ + count_++) % slots_.size()]; }

  bool Pop(Completion& ended) {
    if (count_ == 0) return false;
    ended = slots_[first_];
    first_ = (first_ + 1) % slots_.size();
    --count_;
    return true;
  }

  void Clear() { count_ = 0; }

 private:
  std::vector<Completion> slots_;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
};

}  // namespace afalg
