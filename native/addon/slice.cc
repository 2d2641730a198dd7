#include "slice.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <limits>
#include <span>
#include <string>

#include "arguments.h"
#include "control_message.h"
#include "latency_histogram.h"
#include "layout.h"
#include "tick_clock.h"

namespace afalg {
namespace {

class Progress {
 public:
  explicit Progress(std::span<std::uint32_t> words) : words_(words) {}

  void Set(ProgressWord word, std::uint32_t value) const {
    std::atomic_ref<std::uint32_t>(words_[word]).store(value, std::memory_order_relaxed);
  }
  void Add(ProgressWord word, std::uint32_t amount) const { Set(word, Get(word) + amount); }
  [[nodiscard]] std::uint32_t Get(ProgressWord word) const {
    return std::atomic_ref<std::uint32_t>(words_[word]).load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::span<std::uint32_t> Histogram() const { return words_.subspan(kHistogram, kHistogramBuckets); }

 private:
  std::span<std::uint32_t> words_;
};

// What one operation came to; `failure` is 0 when every byte is right.
struct Result {
  std::int32_t failure = 0;
  int error_number = 0;
  ssize_t returned = 0;
  std::uint64_t nanoseconds = 0;
  // When the kernel had answered, in ticks of the clock.
  std::uint64_t answered = 0;
};

constexpr auto kIntactGuard = [] {
  std::array<std::uint8_t, kGuardBytes> guard{};
  guard.fill(kPoison);
  return guard;
}();

bool IsIntact(const std::uint8_t* guard) { return std::memcmp(guard, kIntactGuard.data(), kGuardBytes) == 0; }

class Lane {
 public:
  Lane(int op, const Napi::Object& lane)
      : op_(op),
        tape_(BytesArgument(lane.Get("tape"), "lane.tape")),
        arena_(BytesArgument(lane.Get("arena"), "lane.arena")),
        progress_(ProgressArgument(lane.Get("progress"))),
        iv_size_(Uint32Argument(lane.Get("ivSize"), "lane.ivSize")),
        control_(EmptyControl(lane.Env(), iv_size_)) {}

  [[nodiscard]] const Progress& progress() const { return progress_; }

  [[nodiscard]] bool Fits(const OperationRecord& record) const {
    const auto inside = [](std::size_t offset, std::size_t length, std::size_t size) {
      return offset <= size && length <= size - offset;
    };
    return record.chunk > 0 && inside(record.input_offset, record.length, tape_.size()) &&
           inside(record.expected_offset, record.length, tape_.size()) &&
           inside(record.iv_offset, iv_size_, tape_.size()) && record.receive_offset >= kGuardBytes &&
           inside(record.receive_offset, std::size_t{record.length} + kGuardBytes, arena_.size());
  }

  Result Run(const OperationRecord& record, const TickClock& clock) {
    std::uint8_t* const output = arena_.data() + record.receive_offset;
    std::memset(output - kGuardBytes, kPoison, record.length + 2 * kGuardBytes);
    control_.SetOperation(record.operation);
    control_.SetIv(tape_.data() + record.iv_offset);
    iovec input{tape_.data() + record.input_offset, record.length};
    msghdr message{};
    control_.Attach(message);
    message.msg_iov = &input;
    message.msg_iovlen = 1;

    // MSG_DONTWAIT concerns only the waits for memory and for data, never the engine (crypto/af_alg.c,
    // af_alg_wait_for_wmem and af_alg_wait_for_data): a lost byte shows as EAGAIN instead of a thread that waits.
    Result result;
    progress_.Set(kSyscall, kInSend);
    const std::uint64_t start = clock.Now();
    result.returned = sendmsg(op_, &message, MSG_DONTWAIT);
    if (result.returned != static_cast<ssize_t>(record.length)) {
      result.error_number = errno;
      result.failure = result.returned < 0 ? kSendError : kSendLength;
    } else {
      progress_.Set(kSyscall, kInReceive);
      result.returned = Receive(output, record);
      result.error_number = errno;
    }
    result.answered = clock.Now();
    result.nanoseconds = clock.Nanoseconds(start, result.answered);
    progress_.Set(kSyscall, kInNone);
    if (result.failure == 0) result.failure = Inspect(record, output, result.returned);
    return result;
  }

 private:
  // Each recv is a request of its own to the engine, with the IV that it wrote back after the one before
  // (crypto/algif_skcipher.c, _skcipher_recvmsg). Returns the sum of the pieces, or what was no piece: an error, or a
  // count other than what was asked for.
  ssize_t Receive(std::uint8_t* output, const OperationRecord& record) const {
    std::size_t received = 0;
    while (received < record.length) {
      const std::size_t wanted = std::min<std::size_t>(record.chunk, record.length - received);
      const ssize_t count = recv(op_, output + received, wanted, MSG_DONTWAIT);
      if (count < 0) return count;
      received += static_cast<std::size_t>(count);
      if (count != static_cast<ssize_t>(wanted)) break;
    }
    return static_cast<ssize_t>(received);
  }

  static Progress ProgressArgument(const Napi::Value& value) {
    const auto words = Uint32ArrayArgument(value, "lane.progress");
    if (words.size() < kProgressWords) throw Napi::RangeError::New(value.Env(), "lane.progress is too short");
    return Progress(words);
  }

  static Control EmptyControl(Napi::Env env, std::size_t iv_size) {
    static constexpr std::uint8_t kZeros[ControlBuffer::kMaxIv]{};
    if (iv_size > sizeof(kZeros)) throw Napi::RangeError::New(env, "lane.ivSize is larger than 64");
    Control control;
    control.operation = 0;
    if (iv_size > 0) control.iv = std::span(kZeros, iv_size);
    return control;
  }

  [[nodiscard]] std::int32_t Inspect(const OperationRecord& record, const std::uint8_t* output,
                                     ssize_t returned) const {
    std::int32_t failure = 0;
    if (returned < 0) {
      failure |= kReceiveError;
    } else if (returned != static_cast<ssize_t>(record.length)) {
      failure |= kReceiveLength;
    } else if (std::memcmp(output, tape_.data() + record.expected_offset, record.length) != 0) {
      failure |= kWrongBytes;
    }
    if (!IsIntact(output - kGuardBytes)) failure |= kGuardBefore;
    if (!IsIntact(output + record.length)) failure |= kGuardAfter;
    return failure;
  }

  int op_;
  std::span<std::uint8_t> tape_;
  std::span<std::uint8_t> arena_;
  Progress progress_;
  std::size_t iv_size_;
  ControlBuffer control_;
};

std::int32_t Saturate(std::int64_t value) {
  constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, -kMax, kMax));
}

}  // namespace

void RunSlice(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (!info[1].IsObject()) throw Napi::TypeError::New(env, "lane must be an object");
  const auto object = info[1].As<Napi::Object>();
  Lane lane(static_cast<int>(Uint32Argument(info[0], "op")), object);
  const auto words = Uint32ArrayArgument(info[2], "records");
  const std::uint32_t from = Uint32Argument(info[3], "from");
  const std::uint32_t to = Uint32Argument(info[4], "to");
  const Napi::Value outcome_value = object.Get("outcome");
  if (!outcome_value.IsTypedArray() || outcome_value.As<Napi::TypedArray>().TypedArrayType() != napi_int32_array ||
      outcome_value.As<Napi::Int32Array>().ElementLength() < kOutcomeWords) {
    throw Napi::TypeError::New(env, "lane.outcome must be an Int32Array of at least 6 words");
  }
  if (from > to || std::size_t{to} * kRecordWords > words.size()) throw Napi::RangeError::New(env, "no such records");

  const TickClock& clock = TickClock::Instance();
  const std::uint64_t end = clock.Now() + clock.Ticks(1000.0 * Uint32Argument(info[5], "microseconds"));
  const Progress& progress = lane.progress();
  std::int32_t* const outcome = outcome_value.As<Napi::Int32Array>().Data();
  std::fill(outcome, outcome + kOutcomeWords, 0);

  std::int32_t reason = kCompleted;
  std::uint64_t slowest = 0;
  std::uint32_t index = from;
  for (; index < to; ++index) {
    OperationRecord record;
    std::memcpy(&record, words.data() + std::size_t{index} * kRecordWords, sizeof(record));
    if (!lane.Fits(record)) {
      throw Napi::RangeError::New(env, "record " + std::to_string(index) + " points outside the tape or the arena");
    }
    if (progress.Get(kStop) != 0) {
      reason = kStopped;
      break;
    }
    const Result result = lane.Run(record, clock);
    progress.Add(kBeat, 1);
    if (result.failure != 0) {
      reason = kFailed;
      outcome[kFailure] = result.failure;
      outcome[kErrno] = (result.failure & (kSendError | kReceiveError)) != 0 ? result.error_number : 0;
      outcome[kResult] = Saturate(result.returned);
      outcome[kLatency] = Saturate(static_cast<std::int64_t>(result.nanoseconds / 1000));
      break;
    }
    RecordLatency(progress.Histogram(), result.nanoseconds);
    if (result.nanoseconds > slowest) {
      slowest = result.nanoseconds;
      const auto microseconds = static_cast<std::uint32_t>(std::min<std::uint64_t>(slowest / 1000 + 1, UINT32_MAX));
      progress.Set(kMaxLatency, std::max(progress.Get(kMaxLatency), microseconds));
    }
    progress.Add(kOperations, 1);
    progress.Add(kBytes, record.length);
    progress.Add(kOperation, 1);
    if (result.answered >= end) {
      reason = kTimeUp;
      ++index;
      break;
    }
  }
  outcome[kReason] = reason;
  outcome[kStoppedAt] = static_cast<std::int32_t>(index);
}

}  // namespace afalg
