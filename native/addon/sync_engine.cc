#include "sync_engine.h"

#include "performer.h"

namespace afalg {
namespace {

class SyncEngine final : public Engine {
 public:
  [[nodiscard]] std::size_t depth() const override { return 1; }

  void Start(const Station& station, const Exchange& exchange) override {
    performer_.Perform(station, exchange, ended_);
    has_ended_ = true;
  }

  bool Reap(const Station&, std::uint64_t, Completion& ended) override {
    if (!has_ended_) return false;
    ended = ended_;
    has_ended_ = false;
    return true;
  }

  void Abandon(const Station&) override { has_ended_ = false; }

 private:
  Performer performer_;
  Completion ended_;
  bool has_ended_ = false;
};

}  // namespace

std::unique_ptr<Engine> MakeSyncEngine(const EngineNeeds& needs) {
  return needs.depth == 1 ? std::make_unique<SyncEngine>() : nullptr;
}

}  // namespace afalg
