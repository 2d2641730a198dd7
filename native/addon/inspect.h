// The verification: before an operation its part of the arena is poisoned, afterwards every byte of it is looked at.
#pragma once

#include <cstdint>

#include "exchange.h"

namespace afalg {

void Poison(const Exchange& exchange, const Memory& memory);

// Bits of Failure. With `compare`, that is when all steps did what they owe, received bytes must be the expected ones;
// bytes between and beside what is received must be poison in any case.
std::int32_t Inspect(const Exchange& exchange, const Memory& memory, bool compare);

}  // namespace afalg
