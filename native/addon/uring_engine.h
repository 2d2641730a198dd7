// io_uring: an operation is a chain of linked requests, so that many of them reach the kernel in one system call.
#pragma once

#include <memory>

#include "engine.h"

namespace afalg {

// Throws EngineUnavailable.
std::unique_ptr<Engine> MakeUringEngine(const EngineNeeds& needs);

}  // namespace afalg
