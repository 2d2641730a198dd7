// The layouts that both sides of the boundary know. src/afalg/layout.ts says the same, and refuses an addon that
// disagrees.
#pragma once

#include <cstddef>
#include <cstdint>

namespace afalg {

// Bumped whenever anything below, or the meaning of a native function, changes.
inline constexpr std::uint32_t kLayoutVersion = 2;

// One planned operation: a row of a Uint32Array. Offsets are bytes into the tape, but receive_offset into the arena.
struct OperationRecord {
  std::uint32_t operation;  // ALG_OP_DECRYPT (0) or ALG_OP_ENCRYPT (1)
  std::uint32_t length;
  std::uint32_t input_offset;
  std::uint32_t iv_offset;
  std::uint32_t expected_offset;
  std::uint32_t receive_offset;
  std::uint32_t chunk;  // bytes per recv: a multiple of the block size, or the length
};
inline constexpr std::size_t kRecordWords = sizeof(OperationRecord) / sizeof(std::uint32_t);

// One worker's progress: words of shared memory that others watch while the worker is inside the kernel. Counters wrap.
enum ProgressWord : std::size_t {
  kBeat = 0,        // changes whenever the worker gets anywhere at all
  kOperations = 1,  // completed operations
  kBytes = 2,       // bytes of completed operations
  kOperation = 3,   // index within the burst of the operation in flight
  kSyscall = 4,     // what the worker is inside of: InSyscall
  kStop = 5,        // not 0: leave the slice at the next operation
  kMaxLatency = 6,  // microseconds: the slowest good operation so far
  kHistogram = 16,  // kHistogramBuckets counters
};

enum InSyscall : std::uint32_t { kInNone = 0, kInSend = 1, kInReceive = 2 };

// Latency in nanoseconds, log-linear: 32 buckets per power of two, so a bucket is at most 1/32 (3.1 %) wide.
inline constexpr std::uint32_t kSubBucketBits = 5;
inline constexpr std::uint32_t kOctaves = 38;  // 2^42 ns (73 minutes) and more fall into the last bucket
inline constexpr std::size_t kHistogramBuckets = std::size_t{kOctaves} << kSubBucketBits;
inline constexpr std::size_t kProgressWords = kHistogram + kHistogramBuckets;

// Bytes on either side of the receive window that must still hold the poison afterwards: one cache line or more on
// every machine.
inline constexpr std::size_t kGuardBytes = 64;
inline constexpr std::uint8_t kPoison = 0xa5;

// What a slice leaves behind: words of an Int32Array.
enum OutcomeWord : std::size_t {
  kReason = 0,     // SliceEnd
  kStoppedAt = 1,  // records completed and good; with kFailed, the index of the failed one
  kFailure = 2,    // bits of Failure
  kErrno = 3,      // positive, when the failure is kSendError or kReceiveError
  kResult = 4,     // what sendmsg or recv returned, cut to 31 bits
  kLatency = 5,    // microseconds of the failed operation, at most 2^31 - 1
  kOutcomeWords = 6,
};

enum SliceEnd : std::int32_t { kCompleted = 0, kTimeUp = 1, kStopped = 2, kFailed = 3 };

enum Failure : std::int32_t {
  kSendError = 1 << 0,
  kReceiveError = 1 << 1,
  kSendLength = 1 << 2,
  kReceiveLength = 1 << 3,
  kGuardBefore = 1 << 4,
  kGuardAfter = 1 << 5,
  kWrongBytes = 1 << 6,
};

}  // namespace afalg
