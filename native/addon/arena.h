// Receive memory. The driver writes by DMA into user pages, so they must be whole pages that hold nothing else: bytes
// that share a cache line with a DMA target can be lost or can damage the output on non-coherent machines such as
// i.MX6 (arch/arm/mm/cache-v7.S, v7_dma_inv_range).
#pragma once

#include <napi.h>

namespace afalg {

// createArena(bytes): a zeroed Uint8Array on private pages, rounded up to whole pages; unmapped when collected.
Napi::Value CreateArena(const Napi::CallbackInfo& info);

}  // namespace afalg
