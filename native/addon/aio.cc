#include "aio.h"

#include <linux/aio_abi.h>
#include <linux/time_types.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <vector>

#include "arguments.h"
#include "errors.h"

namespace afalg {
namespace {

// A user-space address (fs/aio.c, ioctx_alloc), so a double holds it exactly.
aio_context_t ContextArgument(const Napi::Value& value) {
  if (!value.IsNumber()) throw Napi::TypeError::New(value.Env(), "context must be a number");
  return static_cast<aio_context_t>(value.As<Napi::Number>().Int64Value());
}

}  // namespace

Napi::Value IoSetup(const Napi::CallbackInfo& info) {
  aio_context_t context = 0;
  if (syscall(SYS_io_setup, Uint32Argument(info[0], "events"), &context) < 0) {
    throw SyscallError(info.Env(), "io_setup", errno);
  }
  return Napi::Number::New(info.Env(), static_cast<double>(context));
}

Napi::Value IoSubmit(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const aio_context_t context = ContextArgument(info[0]);
  const std::uint32_t op = Uint32Argument(info[1], "op");
  if (!info[2].IsArray()) throw Napi::TypeError::New(env, "buffers must be an array");
  const auto array = info[2].As<Napi::Array>();
  std::vector<iocb> blocks(array.Length());
  std::vector<iocb*> pointers;
  for (std::uint32_t i = 0; i < array.Length(); ++i) {
    const Napi::Value element = array[i];
    const auto bytes = BytesArgument(element, "buffer");
    blocks[i].aio_data = i;
    blocks[i].aio_lio_opcode = IOCB_CMD_PREAD;
    blocks[i].aio_fildes = op;
    blocks[i].aio_buf = reinterpret_cast<std::uintptr_t>(bytes.data());
    blocks[i].aio_nbytes = bytes.size();
    pointers.push_back(&blocks[i]);
  }
  const auto taken = syscall(SYS_io_submit, context, static_cast<long>(pointers.size()), pointers.data());
  if (taken < 0) throw SyscallError(env, "io_submit", errno);
  return Napi::Number::New(env, static_cast<double>(taken));
}

Napi::Value IoGetEvents(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const aio_context_t context = ContextArgument(info[0]);
  const std::uint32_t minimum = Uint32Argument(info[1], "minimum");
  std::vector<io_event> events(Uint32Argument(info[2], "maximum"));
  const std::uint32_t milliseconds = Uint32Argument(info[3], "milliseconds");
  // The kernel's own old timespec: what this system call takes whatever the C library calls time_t.
  __kernel_old_timespec timeout{};
  timeout.tv_sec = static_cast<decltype(timeout.tv_sec)>(milliseconds / 1000);
  timeout.tv_nsec = static_cast<decltype(timeout.tv_nsec)>(milliseconds % 1000 * 1'000'000);
  const auto count = syscall(SYS_io_getevents, context, static_cast<long>(minimum), static_cast<long>(events.size()),
                             events.data(), &timeout);
  if (count < 0) throw SyscallError(env, "io_getevents", errno);
  auto result = Napi::Array::New(env);
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(count); ++i) {
    auto pair = Napi::Array::New(env);
    pair[0U] = Napi::Number::New(env, static_cast<double>(events[i].data));
    pair[1U] = Napi::Number::New(env, static_cast<double>(events[i].res));
    result[i] = pair;
  }
  return result;
}

void IoDestroy(const Napi::CallbackInfo& info) {
  if (syscall(SYS_io_destroy, ContextArgument(info[0])) < 0) throw SyscallError(info.Env(), "io_destroy", errno);
}

}  // namespace afalg
