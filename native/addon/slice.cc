#include "slice.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <string>

#include "arguments.h"
#include "control_message.h"
#include "engine.h"
#include "inspect.h"
#include "latency_histogram.h"
#include "layout.h"
#include "tick_clock.h"

namespace afalg {
namespace {

std::int32_t Saturate(std::int64_t value) {
  constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, -kMax, kMax));
}

// Rows of the slice, as JavaScript planned them.
class Rows {
 public:
  Rows(const Napi::Object& slice, std::uint32_t first)
      : operations_(Uint32ArrayArgument(slice.Get("operations"), "slice.operations")),
        steps_(Uint32ArrayArgument(slice.Get("steps"), "slice.steps")),
        first_(first) {}

  [[nodiscard]] std::size_t count() const { return operations_.size() / kOperationWords; }

  // Throws RangeError for one that points outside the steps or the memory.
  [[nodiscard]] Exchange At(Napi::Env env, std::uint32_t index, const Memory& memory) const {
    Exchange exchange{index, first_ + index, {}, {}};
    std::memcpy(&exchange.row, operations_.data() + std::size_t{index} * kOperationWords, sizeof(exchange.row));
    const std::size_t count = steps_.size() / kStepWords;
    if (exchange.row.first_step <= count && exchange.row.step_count <= count - exchange.row.first_step) {
      // A Uint32Array is aligned for its words, and a StepRow has nothing else.
      const auto* steps = reinterpret_cast<const StepRow*>(steps_.data());
      exchange.steps = {steps + exchange.row.first_step, exchange.row.step_count};
    }
    if (!Fits(exchange, memory)) {
      throw Napi::RangeError::New(env, "operation " + std::to_string(index) + " points outside the tape or the arena");
    }
    return exchange;
  }

 private:
  std::span<const std::uint32_t> operations_;
  std::span<const std::uint32_t> steps_;
  std::uint32_t first_;
};

// What a slice leaves for JavaScript.
class Outcomes {
 public:
  explicit Outcomes(std::span<std::int32_t> words) : words_(words) {
    std::fill(words_.begin(), words_.begin() + kSliceWords, 0);
  }

  [[nodiscard]] bool any() const { return words_[kFailed] != 0; }

  void Add(const Completion& completion, std::int32_t failure) {
    std::int32_t* const row = words_.data() + kSliceWords + static_cast<std::size_t>(words_[kFailed]) * kOutcomeWords;
    row[kIndex] = static_cast<std::int32_t>(completion.exchange.index);
    row[kStep] = static_cast<std::int32_t>(completion.step);
    row[kFailure] = failure;
    row[kErrno] = completion.error_number;
    row[kResult] = Saturate(completion.returned);
    row[kLatency] = Saturate(static_cast<std::int64_t>(completion.nanoseconds / 1000));
    words_[kFailed] += 1;
  }

  void End(SliceEnd reason, std::uint32_t next) {
    words_[kReason] = any() ? kSomeFailed : reason;
    words_[kNext] = static_cast<std::int32_t>(next);
  }

 private:
  std::span<std::int32_t> words_;
};

class Slice {
 public:
  Slice(Engine& engine, const Station& station, const Rows& rows, Outcomes& outcomes)
      : engine_(engine), station_(station), rows_(rows), outcomes_(outcomes) {}

  ~Slice() {
    if (in_flight_ > 0) engine_.Abandon(station_);
  }
  Slice(const Slice&) = delete;
  Slice& operator=(const Slice&) = delete;

  void Run(Napi::Env env, std::uint32_t from, std::uint32_t to, std::uint64_t end) {
    const std::size_t depth = engine_.depth();
    SliceEnd reason = kCompleted;
    std::uint32_t next = from;
    bool starting = true;
    while (true) {
      while (starting && in_flight_ < depth && next < to) {
        if (station_.progress.Get(kStop) != 0) {
          reason = kStopped;
          starting = false;
          break;
        }
        const Exchange exchange = rows_.At(env, next, station_.memory);
        Poison(exchange, station_.memory);
        engine_.Start(station_, exchange);
        ++in_flight_;
        ++next;
      }
      if (in_flight_ == 0) break;
      Completion ended;
      // An engine that waits for ever is the watchdog's case: it sees that the worker gets nowhere.
      while (!engine_.Reap(station_, std::numeric_limits<std::uint64_t>::max(), ended)) {
      }
      --in_flight_;
      Conclude(ended);
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
  void Conclude(const Completion& ended) {
    const Progress& progress = station_.progress;
    const std::int32_t failure = ended.failure | Inspect(ended.exchange, station_.memory, ended.failure == 0);
    progress.Add(kBeat, 1);
    if (failure != 0) {
      outcomes_.Add(ended, failure);
      return;
    }
    RecordLatency(progress.Histogram(), ended.nanoseconds);
    slowest_ = std::max(slowest_, ended.nanoseconds);
    progress.Add(kOperations, 1);
    progress.Add(kBytes, ended.exchange.row.bytes);
    progress.Add(kOperation, 1);
  }

  Engine& engine_;
  const Station& station_;
  const Rows& rows_;
  Outcomes& outcomes_;
  std::size_t in_flight_ = 0;
  std::uint64_t slowest_ = 0;
};

Progress ProgressArgument(const Napi::Value& value) {
  const auto words = Uint32ArrayArgument(value, "lane.progress");
  if (words.size() < kProgressWords) throw Napi::RangeError::New(value.Env(), "lane.progress is too short");
  return Progress(words);
}

std::span<std::int32_t> OutcomesArgument(const Napi::Value& value, std::size_t depth) {
  const std::size_t wanted = kSliceWords + depth * kOutcomeWords;
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_int32_array ||
      value.As<Napi::Int32Array>().ElementLength() < wanted) {
    throw Napi::TypeError::New(value.Env(),
                               "lane.outcomes must be an Int32Array of at least " + std::to_string(wanted) + " words");
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
  std::unique_ptr<Engine> engine = MakeEngine(kind, depth);
  if (!engine) throw Napi::RangeError::New(info.Env(), "no such engine, or not of this depth");
  return Napi::External<Engine>::New(info.Env(), engine.release(), [](Napi::Env, Engine* owned) { delete owned; });
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
  const Station station{static_cast<int>(Uint32Argument(info[1], "op")), memory, ProgressArgument(lane.Get("progress")),
                        clock};
  Outcomes outcomes(OutcomesArgument(lane.Get("outcomes"), engine.depth()));
  Slice(engine, station, rows, outcomes).Run(env, from, to, end);
}

}  // namespace afalg
