#include "engine.h"

#include <iterator>

#include "sync_engine.h"

namespace afalg {
namespace {

// A row for each EngineKind, in their order.
constexpr std::unique_ptr<Engine> (*kMakers[])(std::size_t depth) = {
    MakeSyncEngine,
};

}  // namespace

std::unique_ptr<Engine> MakeEngine(std::uint32_t kind, std::size_t depth) {
  if (kind >= std::size(kMakers) || depth == 0 || depth > kMaxFlights) return nullptr;
  return kMakers[kind](depth);
}

}  // namespace afalg
