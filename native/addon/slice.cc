#include "slice.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "arguments.h"
#include "control_message.h"
#include "engine.h"
#include "errors.h"
#include "inspect.h"
#include "latency_histogram.h"
#include "layout.h"
#include "slice_rows.h"
#include "tick_clock.h"
#include "unique_fd.h"
#include "waiting_room.h"

namespace afalg {
namespace {

// The longest wait for a completion, and for room in a queue that others have filled.
constexpr std::uint64_t kReapNanoseconds = 100'000'000;
constexpr long kQueueNanoseconds = 200'000;

class Slice {
 public:
  Slice(Engine& engine, int tfm, const Station& station, const Rows& rows, Outcomes& outcomes)
      : engine_(engine), tfm_(tfm), station_(station), rows_(rows), outcomes_(outcomes), flights_(engine.depth()) {}

  ~Slice() {
    if (flights_.taken() > 0) engine_.Abandon(station_);
  }
  Slice(const Slice&) = delete;
  Slice& operator=(const Slice&) = delete;

  void Run(Napi::Env env, std::uint32_t from, std::uint32_t to, std::uint64_t end) {
    SliceEnd reason = kCompleted;
    std::uint32_t next = from;
    bool starting = true;
    oldest_ = from;
    has_ended_.assign(to - from, false);
    first_ = from;
    while (true) {
      // What had no room in the queue comes before anything new.
      while (starting && flights_.refused() == 0 && flights_.HasFree() && next < to) {
        if (station_.progress.Get(kStop) != 0) {
          reason = kStopped;
          starting = false;
          break;
        }
        const std::uint32_t flight = flights_.Take();
        Start(rows_.At(env, next, flight, station_.MemoryOf(flight)));
        ++next;
      }
      if (flights_.taken() == 0) break;
      if (flights_.taken() == flights_.refused()) {
        // Others have filled the queue.
        const timespec wait{0, kQueueNanoseconds};
        nanosleep(&wait, nullptr);
        Retry(env);
        continue;
      }
      Completion ended;
      // An engine that waits for ever is the watchdog's case: it sees that the worker gets nowhere.
      while (!engine_.Reap(station_, kReapNanoseconds, ended)) {
      }
      if (ended.queue_full) {
        station_.progress.Add(kQueueFull, 1);
        flights_.Refuse(ended.exchange.flight, ended.exchange.index);
        continue;
      }
      Conclude(ended);
      flights_.Free(ended.exchange.flight);
      if (flights_.refused() > 0) Retry(env);
      if (outcomes_.any()) starting = false;
      if (starting && ended.answered >= end) {
        reason = kTimeUp;
        starting = false;
      }
    }
    const std::uint64_t slowest = slowest_ / 1000 + 1;
    if (slowest_ > 0) {
      const auto microseconds = static_cast<std::uint32_t>(std::min<std::uint64_t>(slowest, UINT32_MAX));
      station_.progress.Set(kMaxLatency, std::max(station_.progress.Get(kMaxLatency), microseconds));
    }
    outcomes_.End(reason, next);
  }

 private:
  void Start(const Exchange& exchange) {
    Poison(exchange, station_.MemoryOf(exchange.flight));
    engine_.Start(station_, exchange);
  }

  // Begins one anew that had no room, on a new op socket: what the old one still holds nobody knows.
  void Retry(Napi::Env env) {
    const WaitingRoom::Refused refused = flights_.TakeRefused();
    const std::int32_t op = station_.ops[refused.flight];
    const UniqueFd accepted(accept4(tfm_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (accepted.get() < 0) throw SyscallError(env, "accept", errno);
    // Under the number of the old one, which closes it.
    if (dup3(accepted.get(), op, O_CLOEXEC) < 0) throw SyscallError(env, "dup3", errno);
    Start(rows_.At(env, refused.index, refused.flight, station_.MemoryOf(refused.flight)));
  }

  void Conclude(const Completion& ended) {
    const Progress& progress = station_.progress;
    const Memory memory = station_.MemoryOf(ended.exchange.flight);
    const std::int32_t failure = ended.failure | Inspect(ended.exchange, memory, ended.failure == 0);
    progress.Add(kBeat, 1);
    if (failure != 0) {
      outcomes_.Add(ended, failure);
      return;
    }
    RecordLatency(progress.Histogram(), ended.nanoseconds);
    slowest_ = std::max(slowest_, ended.nanoseconds);
    progress.Add(kOperations, 1);
    progress.Add(kBytes, ended.exchange.row.bytes);
    MarkEnded(ended.exchange.index);
  }

  // They end in any order, and kOperation passes one only when all before it have ended. Not one that failed: it is
  // where the worker stands until its finding is written.
  void MarkEnded(std::uint32_t index) {
    has_ended_[index - first_] = true;
    if (index != oldest_) return;
    while (oldest_ - first_ < has_ended_.size() && has_ended_[oldest_ - first_]) ++oldest_;
    station_.progress.Add(kOperation, oldest_ - index);
  }

  Engine& engine_;
  const int tfm_;
  const Station& station_;
  const Rows& rows_;
  Outcomes& outcomes_;
  WaitingRoom flights_;
  std::uint32_t first_ = 0;
  std::uint32_t oldest_ = 0;  // the first that has not ended
  std::vector<bool> has_ended_;
  std::uint64_t slowest_ = 0;
};

Progress ProgressArgument(const Napi::Value& value) {
  const auto words = Uint32ArrayArgument(value, "lane.progress");
  if (words.size() < kProgressWords) throw Napi::RangeError::New(value.Env(), "lane.progress is too short");
  return Progress(words);
}

std::span<std::int32_t> Int32ArrayArgument(const Napi::Value& value, const char* name, std::size_t wanted) {
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_int32_array ||
      value.As<Napi::Int32Array>().ElementLength() < wanted) {
    throw Napi::TypeError::New(
        value.Env(), std::string(name) + " must be an Int32Array of at least " + std::to_string(wanted) + " words");
  }
  auto array = value.As<Napi::Int32Array>();
  return {array.Data(), array.ElementLength()};
}

Napi::Object ObjectArgument(const Napi::Value& value, const char* name) {
  if (!value.IsObject()) throw Napi::TypeError::New(value.Env(), std::string(name) + " must be an object");
  return value.As<Napi::Object>();
}

Engine& EngineArgument(const Napi::Value& value) {
  if (!value.IsExternal()) throw Napi::TypeError::New(value.Env(), "engine must come from createEngine");
  return *value.As<Napi::External<Engine>>().Data();
}

}  // namespace

Napi::Value CreateEngine(const Napi::CallbackInfo& info) {
  const std::uint32_t kind = Uint32Argument(info[0], "kind");
  const std::uint32_t depth = Uint32Argument(info[1], "depth");
  try {
    std::unique_ptr<Engine> engine = MakeEngine(kind, {depth, BytesArgument(info[2], "arena")});
    if (!engine) throw Napi::RangeError::New(info.Env(), "no such engine, or not of this depth");
    return Napi::External<Engine>::New(info.Env(), engine.release(), [](Napi::Env, Engine* owned) { delete owned; });
  } catch (const EngineUnavailable& unavailable) {
    throw SyscallError(info.Env(), unavailable.call, unavailable.error_number);
  }
}

void RunSlice(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  Engine& engine = EngineArgument(info[0]);
  const auto lane = ObjectArgument(info[2], "lane");
  const Rows rows(ObjectArgument(info[3], "slice"), Uint32Argument(info[6], "first"));
  const std::uint32_t from = Uint32Argument(info[4], "from");
  const std::uint32_t to = Uint32Argument(info[5], "to");
  const std::size_t iv_size = Uint32Argument(lane.Get("ivSize"), "lane.ivSize");
  if (from > to || to > rows.count()) throw Napi::RangeError::New(env, "no such operations");
  if (iv_size > ControlBuffer::kMaxIv) throw Napi::RangeError::New(env, "lane.ivSize is larger than 64");

  const TickClock& clock = TickClock::Instance();
  const std::uint64_t end = clock.Now() + clock.Ticks(1000.0 * Uint32Argument(info[7], "microseconds"));
  const Memory memory{BytesArgument(lane.Get("tape"), "lane.tape"), BytesArgument(lane.Get("arena"), "lane.arena"),
                      iv_size};
  const std::size_t slot = Uint32Argument(lane.Get("slot"), "lane.slot");
  if (slot > memory.arena.size() / engine.depth()) throw Napi::RangeError::New(env, "lane.arena has too few slots");
  const Station station{Int32ArrayArgument(lane.Get("ops"), "lane.ops", engine.depth()), memory, slot,
                        ProgressArgument(lane.Get("progress")), clock};
  Outcomes outcomes(
      Int32ArrayArgument(lane.Get("outcomes"), "lane.outcomes", kSliceWords + engine.depth() * kOutcomeWords));
  const auto tfm = static_cast<int>(Uint32Argument(info[1], "tfm"));
  Slice(engine, tfm, station, rows, outcomes).Run(env, from, to, end);
}

}  // namespace afalg
