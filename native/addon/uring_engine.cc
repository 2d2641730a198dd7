#include "uring_engine.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <vector>

#include "control_buffers.h"
#include "ended_queue.h"
#include "flights.h"
#include "judge.h"
#include "performer.h"
#include "uring_ring.h"

namespace afalg {
namespace {

// System calls of one chain, and buffers of those that need an iovec. What has more is performed in Start.
constexpr std::size_t kMaxCalls = 16;
constexpr std::size_t kMaxVectors = 32;
// Each page of a fixed buffer takes algif a scatter list of its own, from a small budget (net.core.optmem_max), and 16
// of an ordinary one do (crypto/af_alg.c, af_alg_get_rsgl and af_alg_make_sg). So longer pieces are read without it.
constexpr std::size_t kMaxFixed = 16 * 4096;

// Whether an exchange is a message with its answers and no more. Clones, and errors that are owed, are no chain: it
// breaks at an error. A read of nothing never reaches the socket (net/socket.c, sock_read_iter).
bool IsChain(const Exchange& exchange) {
  std::size_t calls = 0;
  std::size_t vectors = 0;
  std::size_t controls = 0;
  if (exchange.steps.front().kind != kSend) return false;
  for (std::size_t at = 0; at < exchange.steps.size(); ++calls) {
    const auto call = CallOf(exchange.steps.subspan(at));
    const StepRow& first = call.front();
    if (first.kind == kClone || first.socket != 0 || first.result != 0) return false;
    if (first.kind == kReceive && BytesOf(call) == 0) return false;
    // One buffer for control data per flight.
    if (first.kind == kSend && (first.flags & (kWithOperation | kWithIv | kWithAssoclen)) != 0) ++controls;
    vectors += call.size();
    at += call.size();
  }
  return calls <= kMaxCalls && vectors <= kMaxVectors && controls <= 1;
}

// An operation under way, with all that the kernel may look at until it has ended.
struct Flight {
  Exchange exchange;
  std::uint32_t round = 0;
  std::uint64_t start = 0;
  std::size_t calls = 0;
  std::size_t missing = 0;  // calls whose completion has not come
  std::array<std::int32_t, kMaxCalls> results;
  std::array<msghdr, kMaxCalls> messages;
  std::array<iovec, kMaxVectors> vectors;
  ControlBuffers controls;
};

class UringEngine final : public Engine {
 public:
  explicit UringEngine(const EngineNeeds& needs)
      : ring_(static_cast<std::uint32_t>(needs.depth * kMaxCalls), needs.arena),
        flights_(needs.depth),
        fresh_(needs.depth),
        ended_(needs.depth) {}

  [[nodiscard]] std::size_t depth() const override { return flights_.size(); }

  void Start(const Station& station, const Exchange& exchange) override {
    if (!IsChain(exchange)) {
      performer_.Perform(station, exchange, ended_.Push());
      return;
    }
    Flight& flight = flights_[exchange.flight];
    flight.exchange = exchange;
    ++flight.round;
    Queue(station, flight);
    station.progress.Enter(exchange.flight, exchange.burst_index, kInReceive);
    fresh_[fresh_count_++] = exchange.flight;
    ++in_kernel_;
  }

  bool Reap(const Station& station, std::uint64_t nanoseconds, Completion& ended) override {
    if (ended_.Pop(ended)) return true;
    // While there is something to look at, what was started since gathers: then it costs one system call together.
    Collect(station);
    if (ended_.Pop(ended)) return true;
    Enter(station, nanoseconds);
    Collect(station);
    return ended_.Pop(ended);
  }

  void Abandon(const Station& station) override {
    for (int slice = 0; slice < kAbandonSlices && in_kernel_ > 0; ++slice) {
      Enter(station, kAbandonSlice);
      Collect(station);
    }
    for (Flight& flight : flights_) {
      if (flight.missing > 0) ++flight.round;
      flight.missing = 0;
    }
    in_kernel_ = 0;
    ended_.Clear();
    for (std::size_t flight = 0; flight < flights_.size(); ++flight) station.progress.Leave(flight);
  }

 private:
  void Queue(const Station& station, Flight& flight) {
    const Exchange& exchange = flight.exchange;
    const Memory memory = station.MemoryOf(exchange.flight);
    std::size_t vectors = 0;
    std::size_t number = 0;
    for (std::size_t at = 0; at < exchange.steps.size(); ++number) {
      const auto call = CallOf(exchange.steps.subspan(at));
      uring::Sqe& entry = ring_.Next();
      entry.fd = station.ops[exchange.flight];
      entry.user_data =
          Ticket{flight.round, static_cast<std::uint16_t>(exchange.flight), static_cast<std::uint16_t>(number)}.Pack();
      iovec* const buffers = flight.vectors.data() + vectors;
      vectors += call.size();
      at += call.size();
      if (at < exchange.steps.size()) entry.flags = uring::kSqeIoLink;
      if (call.front().kind == kSend) {
        ToSend(memory, call, buffers);
        PrepareSend(entry, memory, call, flight, number, buffers);
      } else {
        ToReceive(memory, call, buffers);
        PrepareReceive(entry, call, buffers);
      }
    }
    flight.calls = flight.missing = number;
  }

  static void PrepareSend(uring::Sqe& entry, const Memory& memory, std::span<const StepRow> call, Flight& flight,
                          std::size_t number, iovec* buffers) {
    msghdr& message = flight.messages[number];
    message = {};
    flight.controls.Attach(message, call.front(), memory);
    message.msg_iov = buffers;
    message.msg_iovlen = call.size();
    entry.opcode = uring::kOpSendmsg;
    entry.addr = reinterpret_cast<std::uintptr_t>(&message);
    entry.len = 1;
    entry.op_flags = static_cast<std::uint32_t>(SendFlags(call.front()));
  }

  // As a read: only that has a place for a completion that comes later (a kiocb); a recv waits inside the submission.
  static void PrepareReceive(uring::Sqe& entry, std::span<const StepRow> call, iovec* buffers) {
    if (call.size() == 1 && buffers->iov_len <= kMaxFixed) {
      entry.opcode = uring::kOpReadFixed;
      entry.addr = reinterpret_cast<std::uintptr_t>(buffers->iov_base);
      entry.len = static_cast<std::uint32_t>(buffers->iov_len);
    } else {
      entry.opcode = uring::kOpReadv;
      entry.addr = reinterpret_cast<std::uintptr_t>(buffers);
      entry.len = static_cast<std::uint32_t>(call.size());
    }
  }

  // The clock of an operation starts when the kernel gets it.
  void Enter(const Station& station, std::uint64_t nanoseconds) {
    const std::uint64_t now = station.clock.Now();
    for (std::size_t i = 0; i < fresh_count_; ++i) flights_[fresh_[i]].start = now;
    fresh_count_ = 0;
    ring_.Enter(nanoseconds);
  }

  void Collect(const Station& station) {
    std::uint64_t now = 0;
    ring_.Drain([&](const uring::Cqe& entry) {
      const Ticket ticket = Ticket::Of(entry.user_data);
      Flight& flight = flights_[ticket.flight];
      if (flight.round != ticket.round || flight.missing == 0) return;
      flight.results[ticket.call] = entry.res;
      if (--flight.missing > 0) return;
      if (now == 0) now = station.clock.Now();
      --in_kernel_;
      Conclude(station, flight, now);
    });
  }

  // The first call that did something else decides: those after it were cancelled, or may have had nothing to do.
  void Conclude(const Station& station, const Flight& flight, std::uint64_t now) {
    const Exchange& exchange = flight.exchange;
    Completion& ended = ended_.Push();
    ended = {};
    ended.exchange = exchange;
    std::size_t number = 0;
    for (std::size_t at = 0; at < exchange.steps.size(); ++number) {
      const auto call = CallOf(exchange.steps.subspan(at));
      const Answer answer = AnswerOf(flight.results[number]);
      if (!Note(ended, at, call, answer)) {
        ended.queue_full = IsQueueFull(call.front().kind, answer);
        break;
      }
      at += call.size();
    }
    ended.answered = now;
    ended.nanoseconds = station.clock.Nanoseconds(flight.start, now);
    station.progress.Leave(exchange.flight);
  }

  UringRing ring_;
  std::vector<Flight> flights_;
  std::vector<std::uint32_t> fresh_;  // started since the last Enter
  std::size_t fresh_count_ = 0;
  std::size_t in_kernel_ = 0;
  EndedQueue ended_;
  Performer performer_;
};

}  // namespace

std::unique_ptr<Engine> MakeUringEngine(const EngineNeeds& needs) { return std::make_unique<UringEngine>(needs); }

}  // namespace afalg
