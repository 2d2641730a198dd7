// The kernel's older asynchronous I/O: what is received is asked for by io_submit(2), what is sent is sent.
#pragma once

#include <memory>

#include "engine.h"

namespace afalg {

// Throws EngineUnavailable.
std::unique_ptr<Engine> MakeAioEngine(const EngineNeeds& needs);

}  // namespace afalg
