// sendmsg and recv, one after the other, in the thread that asks.
#pragma once

#include <memory>

#include "engine.h"

namespace afalg {

// nullptr unless `depth` is 1.
std::unique_ptr<Engine> MakeSyncEngine(std::size_t depth);

}  // namespace afalg
