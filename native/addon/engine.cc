#include "engine.h"

#include <iterator>

#include "aio_engine.h"
#include "sync_engine.h"
#include "uring_engine.h"

namespace afalg {
namespace {

// A row for each EngineKind, in their order.
constexpr std::unique_ptr<Engine> (*kMakers[])(const EngineNeeds& needs) = {
    MakeSyncEngine,
    MakeUringEngine,
    MakeAioEngine,
};

}  // namespace

std::unique_ptr<Engine> MakeEngine(std::uint32_t kind, const EngineNeeds& needs) {
  if (kind >= std::size(kMakers) || needs.depth == 0 || needs.depth > kMaxFlights) return nullptr;
  return kMakers[kind](needs);
}

}  // namespace afalg
