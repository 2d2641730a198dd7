// sendmsg and recv, one after the other, in the thread that asks.
#pragma once

#include <memory>

#include "engine.h"

namespace afalg {

// nullptr unless the depth is 1.
std::unique_ptr<Engine> MakeSyncEngine(const EngineNeeds& needs);

}  // namespace afalg
