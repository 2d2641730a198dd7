#include "tfm.h"

#include <linux/if_alg.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <string>

#include "arguments.h"
#include "errors.h"

namespace afalg {

void Probe(const Napi::CallbackInfo& info) {
  const UniqueFd fd(socket(AF_ALG, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  if (fd.get() < 0) throw SyscallError(info.Env(), "socket", errno);
}

Napi::Value OpenTfm(const Napi::CallbackInfo& info, FdRegistry& registry) {
  const Napi::Env env = info.Env();
  const std::string type = StringArgument(info[0], "type");
  const std::string name = StringArgument(info[1], "name");

  sockaddr_alg address{};
  address.salg_family = AF_ALG;
  // Both fields are NUL-terminated by the kernel itself, which silently cuts longer names (crypto/af_alg.c, alg_bind).
  if (type.size() >= sizeof(address.salg_type)) throw Napi::RangeError::New(env, "type is longer than salg_type");
  if (name.size() >= sizeof(address.salg_name)) throw SyscallError(env, "bind", ENAMETOOLONG);
  std::memcpy(address.salg_type, type.c_str(), type.size());
  std::memcpy(address.salg_name, name.c_str(), name.size());

  UniqueFd fd(socket(AF_ALG, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  if (fd.get() < 0) throw SyscallError(env, "socket", errno);
  if (bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) < 0) {
    throw SyscallError(env, "bind", errno);
  }
  return Napi::Number::New(env, registry.Adopt(std::move(fd)));
}

void SetKey(const Napi::CallbackInfo& info) {
  const auto tfm = static_cast<int>(Uint32Argument(info[0], "tfm"));
  const auto key = BytesArgument(info[1], "key");
  if (setsockopt(tfm, SOL_ALG, ALG_SET_KEY, key.data(), static_cast<socklen_t>(key.size())) < 0) {
    throw SyscallError(info.Env(), "setsockopt", errno);
  }
}

void SetAuthSize(const Napi::CallbackInfo& info) {
  const auto tfm = static_cast<int>(Uint32Argument(info[0], "tfm"));
  const auto bytes = static_cast<socklen_t>(Uint32Argument(info[1], "bytes"));
  // The size travels as optlen; optval is ignored (crypto/af_alg.c, alg_setsockopt).
  if (setsockopt(tfm, SOL_ALG, ALG_SET_AEAD_AUTHSIZE, nullptr, bytes) < 0) {
    throw SyscallError(info.Env(), "setsockopt", errno);
  }
}

Napi::Value Accept(const Napi::CallbackInfo& info, FdRegistry& registry) {
  const auto tfm = static_cast<int>(Uint32Argument(info[0], "tfm"));
  const bool nonblocking = info[1].ToBoolean();
  UniqueFd op(accept4(tfm, nullptr, nullptr, SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0)));
  if (op.get() < 0) throw SyscallError(info.Env(), "accept", errno);
  return Napi::Number::New(info.Env(), registry.Adopt(std::move(op)));
}

Napi::Value MessageBudget(const Napi::CallbackInfo& info) {
  const auto op = static_cast<int>(Uint32Argument(info[0], "op"));
  const int page = static_cast<int>(sysconf(_SC_PAGESIZE));
  int budget = std::numeric_limits<int>::max();
  for (const int option : {SO_SNDBUF, SO_RCVBUF}) {
    int buffer = 0;
    socklen_t length = sizeof(buffer);
    if (getsockopt(op, SOL_SOCKET, option, &buffer, &length) < 0) throw SyscallError(info.Env(), "getsockopt", errno);
    // max(sk_sndbuf & PAGE_MASK, PAGE_SIZE), and the same for sk_rcvbuf: af_alg_sndbuf() and af_alg_rcvbuf() in
    // include/crypto/if_alg.h.
    budget = std::min(budget, std::max(buffer & ~(page - 1), page));
  }
  return Napi::Number::New(info.Env(), budget);
}

}  // namespace afalg
