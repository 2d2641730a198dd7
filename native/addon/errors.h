// How a failed system call reaches JavaScript: an Error with `errno` (negative, as Node has it) and `syscall`.
// The symbolic `code` is added on the TypeScript side, which knows the names libuv does not.
#pragma once

#include <napi.h>

namespace afalg {

[[nodiscard]] Napi::Error SyscallError(Napi::Env env, const char* syscall, int error_number);

}  // namespace afalg
