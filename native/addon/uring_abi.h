// What of include/uapi/linux/io_uring.h is used here, in the names of that file. The headers of a toolchain for an old
// system have none of it, and the kernel that it runs on may have all.
#pragma once

#include <sys/syscall.h>

#include <cstdint>

namespace afalg::uring {

// The same on every architecture but Alpha (include/uapi/asm-generic/unistd.h).
#if defined(__NR_io_uring_setup)
inline constexpr long kSetup = __NR_io_uring_setup;
inline constexpr long kEnter = __NR_io_uring_enter;
inline constexpr long kRegister = __NR_io_uring_register;
#else
inline constexpr long kSetup = 425;
inline constexpr long kEnter = 426;
inline constexpr long kRegister = 427;
#endif

// struct io_uring_sqe, with the members of its unions that read, readv and sendmsg have.
struct Sqe {
  std::uint8_t opcode;
  std::uint8_t flags;
  std::uint16_t ioprio;
  std::int32_t fd;
  std::uint64_t off;
  std::uint64_t addr;
  std::uint32_t len;
  std::uint32_t op_flags;  // msg_flags, rw_flags
  std::uint64_t user_data;
  std::uint16_t buf_index;
  std::uint16_t personality;
  std::int32_t splice_fd_in;
  std::uint64_t pad[2];
};
static_assert(sizeof(Sqe) == 64);

struct Cqe {
  std::uint64_t user_data;
  std::int32_t res;
  std::uint32_t flags;
};
static_assert(sizeof(Cqe) == 16);

struct SqOffsets {
  std::uint32_t head, tail, ring_mask, ring_entries, flags, dropped, array, resv1;
  std::uint64_t resv2;
};

struct CqOffsets {
  std::uint32_t head, tail, ring_mask, ring_entries, overflow, cqes, flags, resv1;
  std::uint64_t resv2;
};

struct Params {
  std::uint32_t sq_entries, cq_entries, flags, sq_thread_cpu, sq_thread_idle, features, wq_fd, resv[3];
  SqOffsets sq_off;
  CqOffsets cq_off;
};
static_assert(sizeof(Params) == 120);

struct GetEventsArg {
  std::uint64_t sigmask;
  std::uint32_t sigmask_sz;
  std::uint32_t pad;
  std::uint64_t ts;  // a Timespec
};

// struct __kernel_timespec
struct Timespec {
  std::int64_t tv_sec;
  long long tv_nsec;
};
static_assert(sizeof(Timespec) == 16);

inline constexpr std::uint8_t kOpReadv = 1;
inline constexpr std::uint8_t kOpReadFixed = 4;
inline constexpr std::uint8_t kOpSendmsg = 9;
inline constexpr std::uint8_t kSqeIoLink = 1 << 2;
inline constexpr std::uint32_t kEnterGetEvents = 1 << 0;
inline constexpr std::uint32_t kEnterExtArg = 1 << 3;       // from Linux 5.11 on
inline constexpr std::uint32_t kFeatSingleMmap = 1 << 0;    // from Linux 5.4 on
inline constexpr std::uint32_t kFeatExtArg = 1 << 8;        // from Linux 5.11 on
inline constexpr std::uint32_t kSetupCoopTaskrun = 1 << 8;  // from Linux 5.19 on
inline constexpr unsigned kRegisterBuffers = 0;
inline constexpr std::int64_t kOffsetSqes = 0x10000000;

}  // namespace afalg::uring
