// The layouts that both sides of the boundary know. src/afalg/layout.ts says the same, and refuses an addon that
// disagrees.
#pragma once

#include <cstddef>
#include <cstdint>

namespace afalg {

// Bumped whenever anything below, or the meaning of a native function, changes.
inline constexpr std::uint32_t kLayoutVersion = 4;

// One planned operation: a row of a Uint32Array. It is an exchange of steps with one or more op sockets.
struct OperationRow {
  std::uint32_t first_step;  // row of its first step
  std::uint32_t step_count;
  std::uint32_t bytes;  // what it counts for in the throughput
  // The part of the arena that is poisoned before it: whatever no step receives into must hold the poison afterwards.
  std::uint32_t arena_from;
  std::uint32_t arena_to;
};
inline constexpr std::size_t kOperationWords = sizeof(OperationRow) / sizeof(std::uint32_t);

// One step: a row of a Uint32Array. Offsets are bytes; those of what is sent, of IVs and of expected bytes count from
// the start of the tape, those of what is received from the start of the arena.
struct StepRow {
  std::uint32_t kind;       // StepKind
  std::uint32_t flags;      // bits of StepFlag
  std::uint32_t socket;     // number of the op socket
  std::uint32_t offset;     // kClone: the number that the new op socket gets
  std::uint32_t length;     // bytes
  std::uint32_t expected;   // kReceive: where the bytes are that must arrive, or kNowhere to compare nothing
  std::uint32_t iv;         // with kWithIv
  std::uint32_t operation;  // with kWithOperation: ALG_OP_DECRYPT (0) or ALG_OP_ENCRYPT (1)
  std::uint32_t assoclen;   // with kWithAssoclen: bytes
  std::uint32_t result;     // the errno that the system call owes, or 0: it must take, or give, every byte
};
inline constexpr std::size_t kStepWords = sizeof(StepRow) / sizeof(std::uint32_t);
inline constexpr std::uint32_t kNowhere = UINT32_MAX;

enum StepKind : std::uint32_t {
  kSend = 0,
  kReceive = 1,
  // accept(2) on an op socket: a second one with the same state of a hash (crypto/algif_hash.c, hash_accept).
  kClone = 2,
};

enum StepFlag : std::uint32_t {
  kJoined = 1 << 0,  // a further buffer of the system call of the step before
  kMore = 1 << 1,    // MSG_MORE
  kWithOperation = 1 << 2,
  kWithIv = 1 << 3,
  kWithAssoclen = 1 << 4,
};

// Buffers of one system call, and op sockets of one operation, at most.
inline constexpr std::size_t kMaxBuffers = 64;
inline constexpr std::size_t kMaxSockets = 8;

// One worker's progress: words of shared memory that others watch while the worker is inside the kernel. Counters wrap.
enum ProgressWord : std::size_t {
  kBeat = 0,        // changes whenever the worker gets anywhere at all
  kOperations = 1,  // operations that ended well
  kBytes = 2,       // their bytes
  kOperation = 3,   // index within the burst: every operation before it has ended
  kStop = 4,        // not 0: start no further operation
  kMaxLatency = 5,  // microseconds: the slowest good operation so far
  kQueueFull = 6,   // how often the driver's queue had no room, and an operation was begun again
  kFlights = 16,    // kMaxFlights pairs: index + 1 of an operation in flight or 0, and what it is inside of: a Call
};

// Operations that one worker may have in flight.
inline constexpr std::size_t kMaxFlights = 256;
inline constexpr std::size_t kHistogram = kFlights + 2 * kMaxFlights;

enum Call : std::uint32_t { kNoCall = 0, kInSend = 1, kInReceive = 2, kInAccept = 3 };

// Latency in nanoseconds, log-linear: 32 buckets per power of two, so a bucket is at most 1/32 (3.1 %) wide.
inline constexpr std::uint32_t kSubBucketBits = 5;
inline constexpr std::uint32_t kOctaves = 38;  // 2^42 ns (73 minutes) and more fall into the last bucket
inline constexpr std::size_t kHistogramBuckets = std::size_t{kOctaves} << kSubBucketBits;
inline constexpr std::size_t kProgressWords = kHistogram + kHistogramBuckets;

// Bytes on either side of what is received that must still hold the poison afterwards: one cache line or more on every
// machine.
inline constexpr std::size_t kGuardBytes = 64;
inline constexpr std::uint8_t kPoison = 0xa5;

// What a slice leaves behind: an Int32Array that begins with these words ...
enum SliceWord : std::size_t {
  kReason = 0,  // SliceEnd
  kNext = 1,    // the first operation that was not started
  kFailed = 2,  // how many failed: rows of OutcomeWord that follow
  kSliceWords = 3,
};

// ... and has a row for each operation that failed.
enum OutcomeWord : std::size_t {
  kIndex = 0,    // of the operation, as in the slice
  kStep = 1,     // of the operation's steps, the one whose system call failed; else the last one
  kFailure = 2,  // bits of Failure
  kErrno = 3,    // positive; 0 when no system call failed
  kResult = 4,   // what that step's system call returned, cut to 31 bits
  kLatency = 5,  // microseconds, at most 2^31 - 1
  kFlight = 6,   // whose slot of the arena has what was received
  kOutcomeWords = 7,
};

enum SliceEnd : std::int32_t { kCompleted = 0, kTimeUp = 1, kStopped = 2, kSomeFailed = 3 };

enum Failure : std::int32_t {
  kSendError = 1 << 0,
  kReceiveError = 1 << 1,
  kSendLength = 1 << 2,
  kReceiveLength = 1 << 3,
  kGuardBefore = 1 << 4,
  kGuardAfter = 1 << 5,
  kWrongBytes = 1 << 6,
  kAcceptError = 1 << 7,
  kNotRefused = 1 << 8,  // it owed an errno and did what it should have refused
};

}  // namespace afalg
