#include "arena.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

#include "arguments.h"
#include "errors.h"

namespace afalg {

Napi::Value CreateArena(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const std::size_t wanted = Uint32Argument(info[0], "bytes");
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t size = (wanted + page - 1) / page * page;
  // Populated now, so that no page fault falls into the first measured operations.
  void* const memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (memory == MAP_FAILED) throw SyscallError(env, "mmap", errno);
  auto buffer = Napi::ArrayBuffer::New(env, memory, size, [size](Napi::Env, void* data) { munmap(data, size); });
  return Napi::Uint8Array::New(env, size, buffer, 0);
}

}  // namespace afalg
