#include "performer.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>

#include "judge.h"

namespace afalg {

void ToSend(const Memory& memory, std::span<const StepRow> call, iovec* buffers) {
  for (std::size_t i = 0; i < call.size(); ++i) {
    // The kernel only reads what is sent.
    buffers[i] = {const_cast<std::uint8_t*>(memory.tape.data()) + call[i].offset, call[i].length};
  }
}

void ToReceive(const Memory& memory, std::span<const StepRow> call, iovec* buffers) {
  for (std::size_t i = 0; i < call.size(); ++i) {
    buffers[i] = {memory.arena.data() + call[i].offset, call[i].length};
  }
}

void Performer::Perform(const Station& station, const Exchange& exchange, Completion& ended) {
  ended = {};
  ended.exchange = exchange;
  const std::uint64_t start = station.clock.Now();
  for (std::size_t at = 0; at < exchange.steps.size();) {
    const auto call = CallOf(exchange.steps.subspan(at));
    if (!Note(ended, at, call, Make(station, exchange, call))) break;
    at += call.size();
  }
  ended.answered = station.clock.Now();
  ended.nanoseconds = station.clock.Nanoseconds(start, ended.answered);
  station.progress.Leave(exchange.flight);
  if (has_clones_) {
    for (UniqueFd& clone : clones_) clone = UniqueFd();
    sockets_.fill(-1);
    has_clones_ = false;
  }
}

Answer Performer::Make(const Station& station, const Exchange& exchange, std::span<const StepRow> call) {
  const std::size_t flight = exchange.flight;
  sockets_[0] = station.ops[flight];
  switch (call.front().kind) {
    case kSend:
      station.progress.Enter(flight, exchange.burst_index, kInSend);
      return Send(station.MemoryOf(flight), call);
    case kReceive:
      station.progress.Enter(flight, exchange.burst_index, kInReceive);
      return Receive(station.MemoryOf(flight), call);
    default:
      station.progress.Enter(flight, exchange.burst_index, kInAccept);
      return Clone(call.front());
  }
}

Answer Performer::Send(const Memory& memory, std::span<const StepRow> call) {
  const StepRow& first = call.front();
  std::array<iovec, kMaxBuffers> buffers;
  ToSend(memory, call, buffers.data());
  msghdr message{};
  controls_.Attach(message, first, memory);
  message.msg_iov = buffers.data();
  message.msg_iovlen = call.size();
  const ssize_t returned = sendmsg(sockets_[first.socket], &message, SendFlags(first));
  return {returned, errno};
}

// Each call is a request of its own to the engine, with the IV that it wrote back after the one before
// (crypto/algif_skcipher.c, _skcipher_recvmsg).
Answer Performer::Receive(const Memory& memory, std::span<const StepRow> call) {
  const StepRow& first = call.front();
  const int socket = sockets_[first.socket];
  ssize_t returned = 0;
  if (call.size() == 1) {
    returned = recv(socket, memory.arena.data() + first.offset, first.length, MSG_DONTWAIT);
  } else {
    std::array<iovec, kMaxBuffers> buffers;
    ToReceive(memory, call, buffers.data());
    msghdr message{};
    message.msg_iov = buffers.data();
    message.msg_iovlen = call.size();
    returned = recvmsg(socket, &message, MSG_DONTWAIT);
  }
  return {returned, errno};
}

Answer Performer::Clone(const StepRow& step) {
  const int accepted = accept4(sockets_[step.socket], nullptr, nullptr, SOCK_CLOEXEC);
  const int error_number = errno;
  if (accepted < 0) return {-1, error_number};
  has_clones_ = true;
  clones_[step.offset] = UniqueFd(accepted);
  sockets_[step.offset] = accepted;
  return {0, 0};
}

}  // namespace afalg
