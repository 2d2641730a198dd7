#include "uring_ring.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <utility>

#include "engine.h"

namespace afalg {
namespace {

constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;

// How the kernel tells a 64-bit address from a 32-bit process's.
std::uint64_t AddressOf(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

// No interrupt to run the kernel's part of a completion: this thread enters the kernel soon anyway. Linux before 5.19
// does not know that.
UniqueFd SetUp(std::uint32_t entries, uring::Params& params) {
  for (const std::uint32_t flags : {uring::kSetupCoopTaskrun, std::uint32_t{0}}) {
    params = {};
    params.flags = flags;
    const auto fd = syscall(uring::kSetup, entries, &params);
    if (fd >= 0) return UniqueFd(static_cast<int>(fd));
    if (errno != EINVAL) break;
  }
  throw EngineUnavailable{"io_uring_setup", errno};
}

}  // namespace

Mapping::Mapping(int fd, std::size_t size, std::int64_t offset) : size_(size) {
  memory_ = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, static_cast<off_t>(offset));
  if (memory_ == MAP_FAILED) {
    memory_ = nullptr;
    throw EngineUnavailable{"io_uring_setup", errno};
  }
}

Mapping::~Mapping() {
  if (memory_ != nullptr) munmap(memory_, size_);
}

Mapping::Mapping(Mapping&& other) noexcept : memory_(std::exchange(other.memory_, nullptr)), size_(other.size_) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
  std::swap(memory_, other.memory_);
  std::swap(size_, other.size_);
  return *this;
}

UringRing::UringRing(std::uint32_t entries, std::span<std::uint8_t> fixed_buffer) {
  uring::Params params{};
  fd_ = SetUp(entries, params);
  if ((params.features & uring::kFeatSingleMmap) == 0) throw EngineUnavailable{"io_uring_setup", ENOSYS};
  waits_itself_ = (params.features & uring::kFeatExtArg) != 0;
  const std::size_t sq_bytes = params.sq_off.array + params.sq_entries * sizeof(std::uint32_t);
  const std::size_t cq_bytes = params.cq_off.cqes + params.cq_entries * sizeof(uring::Cqe);
  rings_ = Mapping(fd_.get(), std::max(sq_bytes, cq_bytes), 0);
  entries_ = Mapping(fd_.get(), params.sq_entries * sizeof(uring::Sqe), uring::kOffsetSqes);
  sq_tail_ = rings_.At<std::uint32_t>(params.sq_off.tail);
  sq_mask_ = *rings_.At<std::uint32_t>(params.sq_off.ring_mask);
  cq_head_ = rings_.At<std::uint32_t>(params.cq_off.head);
  cq_tail_ = rings_.At<std::uint32_t>(params.cq_off.tail);
  cq_mask_ = *rings_.At<std::uint32_t>(params.cq_off.ring_mask);
  cqes_ = rings_.At<uring::Cqe>(params.cq_off.cqes);
  sqes_ = entries_.At<uring::Sqe>(0);
  // Entries are taken in their order.
  auto* const array = rings_.At<std::uint32_t>(params.sq_off.array);
  for (std::uint32_t i = 0; i < params.sq_entries; ++i) array[i] = i;

  const iovec buffer{fixed_buffer.data(), fixed_buffer.size()};
  if (syscall(uring::kRegister, fd_.get(), uring::kRegisterBuffers, &buffer, 1) < 0) {
    throw EngineUnavailable{"io_uring_register", errno};
  }
}

uring::Sqe& UringRing::Next() {
  uring::Sqe& entry = sqes_[filled_++ & sq_mask_];
  entry = {};
  return entry;
}

void UringRing::Enter(std::uint64_t nanoseconds) {
  StoreRelease(sq_tail_, filled_);
  const uring::Timespec timeout{static_cast<std::int64_t>(nanoseconds / kNanosecondsPerSecond),
                                static_cast<long long>(nanoseconds % kNanosecondsPerSecond)};
  const uring::GetEventsArg argument{0, 0, 0, AddressOf(&timeout)};
  const bool wait = waits_itself_ && nanoseconds > 0;
  const std::uint32_t flags = uring::kEnterGetEvents | (wait ? uring::kEnterExtArg : 0);
  // EINTR, ETIME, and what the kernel has no memory for just now: what was not taken goes with the next call.
  const auto taken = syscall(uring::kEnter, fd_.get(), filled_ - taken_, wait ? 1 : 0, flags,
                             wait ? &argument : nullptr, wait ? sizeof(argument) : std::size_t{0});
  if (taken > 0) taken_ += static_cast<std::uint32_t>(taken);
  if (!waits_itself_ && nanoseconds > 0 && *cq_head_ == LoadAcquire(cq_tail_)) Wait(nanoseconds);
}

// Linux before 5.11 knows no time to wait.
void UringRing::Wait(std::uint64_t nanoseconds) {
  pollfd ready{fd_.get(), POLLIN, 0};
  poll(&ready, 1, static_cast<int>(nanoseconds / 1'000'000 + 1));
}

std::uint32_t UringRing::LoadAcquire(std::uint32_t* word) {
  return std::atomic_ref<std::uint32_t>(*word).load(std::memory_order_acquire);
}

void UringRing::StoreRelease(std::uint32_t* word, std::uint32_t value) {
  std::atomic_ref<std::uint32_t>(*word).store(value, std::memory_order_release);
}

}  // namespace afalg
