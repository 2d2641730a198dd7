// One io_uring: its two queues in shared memory, and the system calls around them. No liburing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "unique_fd.h"
#include "uring_abi.h"

namespace afalg {

// Memory of the kernel's, mapped.
class Mapping {
 public:
  Mapping() = default;
  // Throws EngineUnavailable.
  Mapping(int fd, std::size_t size, std::int64_t offset);
  ~Mapping();
  Mapping(Mapping&& other) noexcept;
  Mapping& operator=(Mapping&& other) noexcept;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  template <typename T>
  [[nodiscard]] T* At(std::size_t offset) const {
    // Mapped memory begins on a page, and the kernel aligns what it puts there.
    return static_cast<T*>(static_cast<void*>(static_cast<std::uint8_t*>(memory_) + offset));
  }

 private:
  void* memory_ = nullptr;
  std::size_t size_ = 0;
};

class UringRing {
 public:
  // Throws EngineUnavailable.
  UringRing(std::uint32_t entries, std::span<std::uint8_t> fixed_buffer);

  // An entry, zeroed, to fill in; it goes to the kernel with the next Enter. No more than `entries` of them wait for
  // one.
  uring::Sqe& Next();

  // Hands what is new to the kernel, and waits for a completion, if one does not come first, up to so long.
  void Enter(std::uint64_t nanoseconds);

  // Takes all completions that are there.
  template <typename Take>
  void Drain(Take&& take) {
    std::uint32_t head = *cq_head_;
    const std::uint32_t tail = LoadAcquire(cq_tail_);
    if (head == tail) return;
    for (; head != tail; ++head) take(cqes_[head & cq_mask_]);
    StoreRelease(cq_head_, head);
  }

 private:
  static std::uint32_t LoadAcquire(std::uint32_t* word);
  static void StoreRelease(std::uint32_t* word, std::uint32_t value);
  void Wait(std::uint64_t nanoseconds);

  UniqueFd fd_;
  Mapping rings_;
  Mapping entries_;
  bool waits_itself_ = false;
  std::uint32_t filled_ = 0;  // entries since the beginning, and how many of them the kernel took
  std::uint32_t taken_ = 0;
  std::uint32_t sq_mask_ = 0;
  std::uint32_t cq_mask_ = 0;
  std::uint32_t* sq_tail_ = nullptr;
  std::uint32_t* cq_head_ = nullptr;
  std::uint32_t* cq_tail_ = nullptr;
  uring::Sqe* sqes_ = nullptr;
  uring::Cqe* cqes_ = nullptr;
};

}  // namespace afalg
