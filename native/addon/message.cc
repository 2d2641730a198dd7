#include "message.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>
#include <vector>

#include "arguments.h"
#include "control_message.h"
#include "errors.h"

namespace afalg {
namespace {

std::vector<iovec> BuffersArgument(const Napi::Value& value) {
  if (!value.IsArray()) throw Napi::TypeError::New(value.Env(), "buffers must be an array");
  const auto array = value.As<Napi::Array>();
  std::vector<iovec> vectors;
  vectors.reserve(array.Length());
  for (std::uint32_t i = 0; i < array.Length(); ++i) {
    const Napi::Value element = array[i];
    const auto bytes = BytesArgument(element, "buffer");
    vectors.push_back({bytes.data(), bytes.size()});
  }
  return vectors;
}

Control ControlArgument(const Napi::Value& value) {
  if (!value.IsObject()) throw Napi::TypeError::New(value.Env(), "control must be an object");
  const auto object = value.As<Napi::Object>();
  Control control;
  if (const Napi::Value operation = object.Get("operation"); !operation.IsUndefined()) {
    control.operation = Uint32Argument(operation, "operation");
  }
  if (const Napi::Value iv = object.Get("iv"); !iv.IsUndefined()) {
    const auto bytes = BytesArgument(iv, "iv");
    if (bytes.size() > ControlBuffer::kMaxIv) throw Napi::RangeError::New(value.Env(), "iv is longer than 64 bytes");
    control.iv = std::span<const std::uint8_t>(bytes);
  }
  if (const Napi::Value assoclen = object.Get("assoclen"); !assoclen.IsUndefined()) {
    control.assoclen = Uint32Argument(assoclen, "assoclen");
  }
  return control;
}

}  // namespace

Napi::Value SendMessage(const Napi::CallbackInfo& info) {
  const auto op = static_cast<int>(Uint32Argument(info[0], "op"));
  ControlBuffer control(ControlArgument(info[1]));
  std::vector<iovec> vectors = BuffersArgument(info[2]);
  const auto flags = static_cast<int>(Uint32Argument(info[3], "flags"));

  msghdr message{};
  control.Attach(message);
  message.msg_iov = vectors.data();
  message.msg_iovlen = vectors.size();
  const ssize_t sent = sendmsg(op, &message, flags);
  if (sent < 0) throw SyscallError(info.Env(), "sendmsg", errno);
  return Napi::Number::New(info.Env(), static_cast<double>(sent));
}

Napi::Value ReceiveMessage(const Napi::CallbackInfo& info) {
  const auto op = static_cast<int>(Uint32Argument(info[0], "op"));
  std::vector<iovec> vectors = BuffersArgument(info[1]);
  const auto flags = static_cast<int>(Uint32Argument(info[2], "flags"));

  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = vectors.size();
  const ssize_t received = recvmsg(op, &message, flags);
  if (received < 0) throw SyscallError(info.Env(), "recvmsg", errno);
  return Napi::Number::New(info.Env(), static_cast<double>(received));
}

}  // namespace afalg
