// The ancillary data of a worker's messages: made once for each set of fields, since only their values change.
#pragma once

#include <sys/socket.h>

#include <array>
#include <optional>

#include "control_message.h"
#include "exchange.h"

namespace afalg {

class ControlBuffers {
 public:
  // Gives the message what the flags of the step ask for. The buffer is in use until the next call.
  void Attach(msghdr& message, const StepRow& step, const Memory& memory) {
    const std::uint32_t fields = step.flags & (kWithOperation | kWithIv | kWithAssoclen);
    if (fields == 0) return;
    std::optional<ControlBuffer>& buffer = buffers_[fields / kWithOperation];
    if (!buffer) buffer.emplace(ControlOf(fields, memory));
    if ((fields & kWithOperation) != 0) buffer->SetOperation(step.operation);
    if ((fields & kWithIv) != 0) buffer->SetIv(memory.tape.data() + step.iv);
    if ((fields & kWithAssoclen) != 0) buffer->SetAssoclen(step.assoclen);
    buffer->Attach(message);
  }

 private:
  // A worker's IVs have one size for as long as it lives.
  static Control ControlOf(std::uint32_t fields, const Memory& memory) {
    Control control;
    if ((fields & kWithOperation) != 0) control.operation = 0;
    if ((fields & kWithIv) != 0) control.iv = memory.tape.first(memory.iv_size);
    if ((fields & kWithAssoclen) != 0) control.assoclen = 0;
    return control;
  }

  std::array<std::optional<ControlBuffer>, (kWithOperation | kWithIv | kWithAssoclen) / kWithOperation + 1> buffers_;
};

}  // namespace afalg
