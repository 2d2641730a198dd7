// One message over an op socket, gathered from and scattered to several buffers.
#pragma once

#include <napi.h>

namespace afalg {

// sendMessage(op, {operation?, iv?, assoclen?}, buffers, flags): bytes the kernel took.
Napi::Value SendMessage(const Napi::CallbackInfo& info);
// receiveMessage(op, buffers, flags): bytes the kernel says it wrote, which may be more than the buffers hold.
Napi::Value ReceiveMessage(const Napi::CallbackInfo& info);

}  // namespace afalg
