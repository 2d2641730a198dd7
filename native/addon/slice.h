// The hot path: run planned operations against a tape, compare every byte, stop at the first that is wrong.
#pragma once

#include <napi.h>

namespace afalg {

// createEngine(kind, depth, arena): what runSlice performs operations with; see EngineKind. Throws the error of a
// system call that the engine cannot do without.
Napi::Value CreateEngine(const Napi::CallbackInfo& info);

// runSlice(engine, tfm, lane, slice, from, to, first, microseconds): runs operations [from, to) of the slice, the first
// row of which is number `first` of the burst, until one fails, the time is up or the stop word is set, and writes what
// happened to lane.outcomes. What was in flight when one failed has ended as well, so more than one may have. After a
// failure the arena holds what was received.
//
// lane: {tape: Uint8Array, arena: Uint8Array, slot: number, ops: Int32Array, progress: Uint32Array, outcomes:
// Int32Array, ivSize: number}; each flight has an op socket of the tfm in `ops`, and `slot` bytes of the arena.
//
// slice: {operations: Uint32Array, steps: Uint32Array}, rows of OperationRow and StepRow.
void RunSlice(const Napi::CallbackInfo& info);

}  // namespace afalg
