#include "errors.h"

#include <cstring>
#include <string>

namespace afalg {

Napi::Error SyscallError(Napi::Env env, const char* syscall, int error_number) {
  Napi::Error error = Napi::Error::New(env, std::string(syscall) + ": " + std::strerror(error_number));
  error.Set("errno", Napi::Number::New(env, -error_number));
  error.Set("syscall", Napi::String::New(env, syscall));
  return error;
}

}  // namespace afalg
