// The hot path: run planned operations against a tape, compare every byte, stop at the first thing that is wrong.
#pragma once

#include <napi.h>

namespace afalg {

// runSlice(op, lane, records, from, to, microseconds): runs records [from, to) until one fails, the time is up or the
// stop word is set, and writes what happened to lane.outcome. After a failure the arena holds what was received.
// lane: {tape: Uint8Array, arena: Uint8Array, progress: Uint32Array, outcome: Int32Array, ivSize: number}
void RunSlice(const Napi::CallbackInfo& info);

}  // namespace afalg
