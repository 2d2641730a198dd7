// The tfm socket (what bind and setsockopt work on) and the op socket (what accept gives): crypto/af_alg.c.
#pragma once

#include <napi.h>

#include "fd_registry.h"

namespace afalg {

// probe(): socket(AF_ALG), closed at once: reaches no driver.
void Probe(const Napi::CallbackInfo& info);
// openTfm(type, name): socket(AF_ALG) and bind. Throws with syscall "socket" or "bind".
Napi::Value OpenTfm(const Napi::CallbackInfo& info, FdRegistry& registry);
// setKey(tfm, key): ALG_SET_KEY. EBUSY while a keyed op socket is open.
void SetKey(const Napi::CallbackInfo& info);
// setAuthSize(tfm, bytes): ALG_SET_AEAD_AUTHSIZE.
void SetAuthSize(const Napi::CallbackInfo& info);
// accept(tfm, nonblocking): an op socket.
Napi::Value Accept(const Napi::CallbackInfo& info, FdRegistry& registry);
// messageBudget(op): bytes one message may hold on its way in and in one piece on its way out.
Napi::Value MessageBudget(const Napi::CallbackInfo& info);

}  // namespace afalg
