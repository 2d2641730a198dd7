#include "aio_engine.h"

#include <linux/aio_abi.h>
#include <linux/time_types.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

#include "ended_queue.h"
#include "flights.h"
#include "judge.h"
#include "performer.h"

namespace afalg {
namespace {

constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;

// An io_submit context.
class Context {
 public:
  explicit Context(std::size_t events) {
    if (syscall(SYS_io_setup, events, &context_) < 0) throw EngineUnavailable{"io_setup", errno};
  }
  // Waits for what is under way. The end of the process does, too.
  ~Context() { syscall(SYS_io_destroy, context_); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  [[nodiscard]] aio_context_t get() const { return context_; }

 private:
  aio_context_t context_ = 0;
};

// Whether its receives can be asked for: each of something, on the op socket itself, that owes no error.
bool CanWait(const Exchange& exchange) {
  for (const StepRow& step : exchange.steps) {
    if (step.kind == kClone || step.socket != 0 || step.result != 0) return false;
    if (step.kind == kReceive && step.length == 0) return false;
  }
  return true;
}

struct Flight {
  Completion ended;
  std::uint32_t round = 0;
  std::uint64_t start = 0;
  std::size_t at = 0;  // the step that it is at
  bool waits = false;
  iocb request;
  std::array<iovec, kMaxBuffers> vectors;
};

class AioEngine final : public Engine {
 public:
  explicit AioEngine(const EngineNeeds& needs)
      : context_(needs.depth), flights_(needs.depth), fresh_(needs.depth), events_(needs.depth), ended_(needs.depth) {}

  [[nodiscard]] std::size_t depth() const override { return flights_.size(); }

  void Start(const Station& station, const Exchange& exchange) override {
    if (!CanWait(exchange)) {
      performer_.Perform(station, exchange, ended_.Push());
      return;
    }
    Flight& flight = flights_[exchange.flight];
    ++flight.round;
    flight.ended = {};
    flight.ended.exchange = exchange;
    flight.at = 0;
    flight.start = station.clock.Now();
    GoOn(station, flight);
  }

  bool Reap(const Station& station, std::uint64_t nanoseconds, Completion& ended) override {
    if (ended_.Pop(ended)) return true;
    Submit(station);
    if (ended_.Pop(ended)) return true;
    Collect(station, nanoseconds);
    return ended_.Pop(ended);
  }

  void Abandon(const Station& station) override {
    fresh_count_ = 0;
    const auto waits = [](const Flight& flight) { return flight.waits; };
    for (int slice = 0; slice < kAbandonSlices && std::any_of(flights_.begin(), flights_.end(), waits); ++slice) {
      Collect(station, kAbandonSlice);
      fresh_count_ = 0;
    }
    for (Flight& flight : flights_) {
      ++flight.round;
      flight.waits = false;
    }
    ended_.Clear();
    for (std::size_t flight = 0; flight < flights_.size(); ++flight) station.progress.Leave(flight);
  }

 private:
  // Sends, up to the next receive, which is asked for.
  void GoOn(const Station& station, Flight& flight) {
    const Exchange& exchange = flight.ended.exchange;
    while (flight.at < exchange.steps.size()) {
      const auto call = CallOf(exchange.steps.subspan(flight.at));
      if (call.front().kind == kReceive) {
        Ask(station, flight, call);
        return;
      }
      if (!Note(flight.ended, flight.at, call, performer_.Make(station, exchange, call))) break;
      flight.at += call.size();
    }
    End(station, flight);
  }

  void Ask(const Station& station, Flight& flight, std::span<const StepRow> call) {
    const std::uint32_t number = flight.ended.exchange.flight;
    ToReceive(station.MemoryOf(number), call, flight.vectors.data());
    const iovec& first = flight.vectors.front();
    flight.request = {};
    flight.request.aio_data = Ticket{flight.round, static_cast<std::uint16_t>(number), 0}.Pack();
    flight.request.aio_fildes = static_cast<std::uint32_t>(station.ops[number]);
    if (call.size() == 1) {
      flight.request.aio_lio_opcode = IOCB_CMD_PREAD;
      flight.request.aio_buf = reinterpret_cast<std::uintptr_t>(first.iov_base);
      flight.request.aio_nbytes = first.iov_len;
    } else {
      flight.request.aio_lio_opcode = IOCB_CMD_PREADV;
      flight.request.aio_buf = reinterpret_cast<std::uintptr_t>(flight.vectors.data());
      flight.request.aio_nbytes = call.size();
    }
    station.progress.Enter(number, flight.ended.exchange.burst_index, kInReceive);
    fresh_[fresh_count_++] = &flight.request;
    flight.waits = true;
  }

  // Hands over what was asked for. A request that the call itself refuses, and not its socket, fails with that errno.
  void Submit(const Station& station) {
    for (std::size_t from = 0; from < fresh_count_;) {
      const auto count = static_cast<long>(fresh_count_ - from);
      const auto taken = syscall(SYS_io_submit, context_.get(), count, fresh_.data() + from);
      if (taken > 0) {
        from += static_cast<std::size_t>(taken);
        continue;
      }
      const Ticket ticket = Ticket::Of(fresh_[from]->aio_data);
      ++from;
      Answered(station, flights_[ticket.flight], {-1, errno});
    }
    fresh_count_ = 0;
  }

  void Collect(const Station& station, std::uint64_t nanoseconds) {
    // The kernel's own old timespec: what this system call takes whatever the C library calls time_t.
    __kernel_old_timespec timeout{};
    timeout.tv_sec = static_cast<decltype(timeout.tv_sec)>(nanoseconds / kNanosecondsPerSecond);
    timeout.tv_nsec = static_cast<decltype(timeout.tv_nsec)>(nanoseconds % kNanosecondsPerSecond);
    const auto count =
        syscall(SYS_io_getevents, context_.get(), 1L, static_cast<long>(events_.size()), events_.data(), &timeout);
    for (long i = 0; i < count; ++i) {
      const io_event& event = events_[static_cast<std::size_t>(i)];
      const Ticket ticket = Ticket::Of(event.data);
      Flight& flight = flights_[ticket.flight];
      if (flight.waits && flight.round == ticket.round) Answered(station, flight, AnswerOf(event.res));
    }
  }

  void Answered(const Station& station, Flight& flight, const Answer& answer) {
    const auto call = CallOf(flight.ended.exchange.steps.subspan(flight.at));
    flight.waits = false;
    if (!Note(flight.ended, flight.at, call, answer)) {
      flight.ended.queue_full = IsQueueFull(call.front().kind, answer);
      End(station, flight);
      return;
    }
    flight.at += call.size();
    GoOn(station, flight);
  }

  void End(const Station& station, Flight& flight) {
    flight.ended.answered = station.clock.Now();
    flight.ended.nanoseconds = station.clock.Nanoseconds(flight.start, flight.ended.answered);
    station.progress.Leave(flight.ended.exchange.flight);
    ended_.Push() = flight.ended;
  }

  Context context_;
  std::vector<Flight> flights_;
  std::vector<iocb*> fresh_;  // asked for since the last Submit
  std::size_t fresh_count_ = 0;
  std::vector<io_event> events_;
  EndedQueue ended_;
  Performer performer_;
};

}  // namespace

std::unique_ptr<Engine> MakeAioEngine(const EngineNeeds& needs) { return std::make_unique<AioEngine>(needs); }

}  // namespace afalg
