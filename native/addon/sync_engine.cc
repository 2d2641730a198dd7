#include "sync_engine.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>

#include "control_buffers.h"
#include "unique_fd.h"

namespace afalg {
namespace {

// What a system call returned, with its errno.
struct Answer {
  ssize_t returned;
  int error_number;
};

class SyncEngine final : public Engine {
 public:
  SyncEngine() { sockets_.fill(-1); }

  [[nodiscard]] std::size_t depth() const override { return 1; }

  void Start(const Station& station, const Exchange& exchange) override {
    ended_ = {};
    ended_.exchange = exchange;
    sockets_[0] = station.op;
    const std::uint64_t start = station.clock.Now();
    Perform(station, exchange);
    ended_.answered = station.clock.Now();
    ended_.nanoseconds = station.clock.Nanoseconds(start, ended_.answered);
    station.progress.Leave(0);
    if (has_clones_) {
      for (UniqueFd& clone : clones_) clone = UniqueFd();
      sockets_.fill(-1);
      has_clones_ = false;
    }
    has_ended_ = true;
  }

  bool Reap(const Station&, std::uint64_t, Completion& ended) override {
    if (!has_ended_) return false;
    ended = ended_;
    has_ended_ = false;
    return true;
  }

  void Abandon(const Station&) override { has_ended_ = false; }

 private:
  // One system call after the other, until one does something else than it owes.
  void Perform(const Station& station, const Exchange& exchange) {
    for (std::size_t at = 0; at < exchange.steps.size();) {
      const auto call = CallOf(exchange.steps.subspan(at));
      ended_.step = static_cast<std::uint32_t>(at);
      const Answer answer = Make(station, exchange.burst_index, call);
      ended_.returned = answer.returned;
      ended_.failure = Judge(call, answer);
      if (ended_.failure != 0) {
        ended_.error_number = answer.returned < 0 ? answer.error_number : 0;
        return;
      }
      at += call.size();
    }
  }

  Answer Make(const Station& station, std::uint32_t operation, std::span<const StepRow> call) {
    const StepRow& first = call.front();
    switch (first.kind) {
      case kSend:
        station.progress.Enter(0, operation, kInSend);
        return Send(station.memory, call);
      case kReceive:
        station.progress.Enter(0, operation, kInReceive);
        return Receive(station.memory, call);
      default:
        station.progress.Enter(0, operation, kInAccept);
        return Clone(first);
    }
  }

  // MSG_DONTWAIT concerns only the waits for memory and for data, never the engine (crypto/af_alg.c,
  // af_alg_wait_for_wmem and af_alg_wait_for_data): a lost byte shows as EAGAIN instead of a thread that waits.
  Answer Send(const Memory& memory, std::span<const StepRow> call) {
    const StepRow& first = call.front();
    std::array<iovec, kMaxBuffers> buffers;
    for (std::size_t i = 0; i < call.size(); ++i) {
      // The kernel only reads what is sent.
      buffers[i] = {const_cast<std::uint8_t*>(memory.tape.data()) + call[i].offset, call[i].length};
    }
    msghdr message{};
    controls_.Attach(message, first, memory);
    message.msg_iov = buffers.data();
    message.msg_iovlen = call.size();
    const int flags = MSG_DONTWAIT | ((first.flags & kMore) != 0 ? MSG_MORE : 0);
    const ssize_t returned = sendmsg(sockets_[first.socket], &message, flags);
    return {returned, errno};
  }

  // Each call is a request of its own to the engine, with the IV that it wrote back after the one before
  // (crypto/algif_skcipher.c, _skcipher_recvmsg).
  Answer Receive(const Memory& memory, std::span<const StepRow> call) {
    const StepRow& first = call.front();
    const int socket = sockets_[first.socket];
    ssize_t returned = 0;
    if (call.size() == 1) {
      returned = recv(socket, memory.arena.data() + first.offset, first.length, MSG_DONTWAIT);
    } else {
      std::array<iovec, kMaxBuffers> buffers;
      for (std::size_t i = 0; i < call.size(); ++i) {
        buffers[i] = {memory.arena.data() + call[i].offset, call[i].length};
      }
      msghdr message{};
      message.msg_iov = buffers.data();
      message.msg_iovlen = call.size();
      returned = recvmsg(socket, &message, MSG_DONTWAIT);
    }
    return {returned, errno};
  }

  Answer Clone(const StepRow& step) {
    const int accepted = accept4(sockets_[step.socket], nullptr, nullptr, SOCK_CLOEXEC);
    const int error_number = errno;
    if (accepted < 0) return {-1, error_number};
    has_clones_ = true;
    clones_[step.offset] = UniqueFd(accepted);
    sockets_[step.offset] = accepted;
    return {0, 0};
  }

  static std::int32_t Judge(std::span<const StepRow> call, const Answer& answer) {
    const StepRow& first = call.front();
    if (first.result != 0) {
      if (answer.returned >= 0) return kNotRefused;
      if (static_cast<std::uint32_t>(answer.error_number) == first.result) return 0;
    }
    switch (first.kind) {
      case kSend:
        if (answer.returned < 0) return kSendError;
        return static_cast<std::size_t>(answer.returned) == BytesOf(call) ? 0 : kSendLength;
      case kReceive:
        if (answer.returned < 0) return kReceiveError;
        return static_cast<std::size_t>(answer.returned) == BytesOf(call) ? 0 : kReceiveLength;
      default:
        return answer.returned < 0 ? kAcceptError : 0;
    }
  }

  ControlBuffers controls_;
  // -1 for a number that no step has given to a socket.
  std::array<int, kMaxSockets> sockets_;
  std::array<UniqueFd, kMaxSockets> clones_;
  bool has_clones_ = false;
  Completion ended_;
  bool has_ended_ = false;
};

}  // namespace

std::unique_ptr<Engine> MakeSyncEngine(std::size_t depth) {
  return depth == 1 ? std::make_unique<SyncEngine>() : nullptr;
}

}  // namespace afalg
