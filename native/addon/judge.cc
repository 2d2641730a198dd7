#include "judge.h"

namespace afalg {

std::int32_t Judge(std::span<const StepRow> call, const Answer& answer) {
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

bool Note(Completion& ended, std::size_t step, std::span<const StepRow> call, const Answer& answer) {
  ended.step = static_cast<std::uint32_t>(step);
  ended.returned = answer.returned;
  ended.failure = Judge(call, answer);
  if (ended.failure == 0) return true;
  ended.error_number = answer.returned < 0 ? answer.error_number : 0;
  return false;
}

}  // namespace afalg
