// The hot path: run planned operations against a tape, compare every byte, stop at the first that is wrong.
#pragma once

#include <napi.h>

namespace afalg {

// createEngine(kind, depth): what runSlice performs operations with; see EngineKind.
Napi::Value CreateEngine(const Napi::CallbackInfo& info);

// runSlice(engine, op, lane, slice, from, to, first, microseconds): runs operations [from, to) of the slice, the first
// row of which is number `first` of the burst, until one fails, the time is up or the stop word is set, and writes what
// happened to lane.outcomes. What was in flight when one failed has ended as well, so more than one may have. After a
// failure the arena holds what was received.
// lane: {tape: Uint8Array, arena: Uint8Array, progress: Uint32Array, outcomes: Int32Array, ivSize: number}
// slice: {operations: Uint32Array, steps: Uint32Array}, rows of OperationRow and StepRow
void RunSlice(const Napi::CallbackInfo& info);

}  // namespace afalg
