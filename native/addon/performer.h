// An operation's system calls, one after the other, in the thread that asks.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "control_buffers.h"
#include "engine.h"
#include "judge.h"
#include "unique_fd.h"

namespace afalg {

class Performer {
 public:
  Performer() { sockets_.fill(-1); }

  // The whole exchange, until a call does something else than it owes. Fills all of `ended`.
  void Perform(const Station& station, const Exchange& exchange, Completion& ended);

  // One call, which clones nothing, with the op socket of its flight.
  Answer Make(const Station& station, const Exchange& exchange, std::span<const StepRow> call);

 private:
  Answer Send(const Memory& memory, std::span<const StepRow> call);
  Answer Receive(const Memory& memory, std::span<const StepRow> call);
  Answer Clone(const StepRow& step);

  ControlBuffers controls_;
  // -1 for a number that no step has given to a socket.
  std::array<int, kMaxSockets> sockets_;
  std::array<UniqueFd, kMaxSockets> clones_;
  bool has_clones_ = false;
};

// Points an iovec at each buffer of a call.
void ToSend(const Memory& memory, std::span<const StepRow> call, iovec* buffers);
void ToReceive(const Memory& memory, std::span<const StepRow> call, iovec* buffers);

// MSG_DONTWAIT concerns only the waits for memory and for data, never the engine (crypto/af_alg.c,
// af_alg_wait_for_wmem and af_alg_wait_for_data): a lost byte shows as EAGAIN instead of a thread that waits.
inline int SendFlags(const StepRow& step) { return MSG_DONTWAIT | ((step.flags & kMore) != 0 ? MSG_MORE : 0); }

}  // namespace afalg
