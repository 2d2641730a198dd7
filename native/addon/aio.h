// The kernel's own asynchronous I/O (io_submit(2)) on an op socket: what algif calls AIO. glibc has no wrappers for it.
#pragma once

#include <napi.h>

namespace afalg {

// ioSetup(events): a context, as a number.
Napi::Value IoSetup(const Napi::CallbackInfo& info);
// ioSubmit(context, op, buffers): one read per buffer, in one call. Returns how many were taken. The buffers must stay
// where they are until their events have come.
Napi::Value IoSubmit(const Napi::CallbackInfo& info);
// ioGetEvents(context, minimum, maximum, milliseconds): [index of the buffer, result]..., results as the kernel has
// them: a byte count, or a negative errno.
Napi::Value IoGetEvents(const Napi::CallbackInfo& info);
// ioDestroy(context): waits, uninterruptibly, for what is still under way.
void IoDestroy(const Napi::CallbackInfo& info);

}  // namespace afalg
