// How operations reach the kernel. An engine performs exchanges and reports what came of them; what the bytes should be
// is not its business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "exchange.h"
#include "progress.h"
#include "tick_clock.h"

namespace afalg {

// What came of one operation. `failure` has bits of Failure that the system calls show; 0 when each did what it owes.
struct Completion {
  Exchange exchange;
  std::uint32_t step = 0;
  std::int32_t failure = 0;
  int error_number = 0;
  std::int64_t returned = 0;
  std::uint64_t nanoseconds = 0;
  std::uint64_t answered = 0;  // when the kernel had answered, in ticks of the clock
  // The driver's queue had no room for a request that may not wait (-ENOSPC, -EBUSY): it was not done, and nothing is
  // wrong with it. Then `failure` says nothing.
  bool queue_full = false;
};

// What an engine may use for as long as a slice runs.
struct Station {
  std::span<const std::int32_t> ops;  // for each flight, the op socket that is number 0 in its operations
  Memory memory;                      // its arena: a slot for each flight
  std::size_t slot;                   // bytes of the arena that are one flight's
  Progress progress;
  const TickClock& clock;

  [[nodiscard]] Memory MemoryOf(std::size_t flight) const {
    return {memory.tape, memory.arena.subspan(flight * slot, slot), memory.iv_size};
  }
};

class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  // Operations that may be in flight at a time, at most kMaxFlights.
  [[nodiscard]] virtual std::size_t depth() const = 0;

  // Performs an operation, or sets it under way. Only in a flight below depth() that has none. Its steps must stay
  // where they are until it is reaped or abandoned.
  virtual void Start(const Station& station, const Exchange& exchange) = 0;

  // Hands over one operation that has ended, if one does within this time: a lost one keeps nobody here for ever.
  virtual bool Reap(const Station& station, std::uint64_t nanoseconds, Completion& ended) = 0;

  // Expects nothing more of what is in flight.
  virtual void Abandon(const Station& station) = 0;
};

// Numbers as in src/afalg/layout.ts, ENGINE.
enum EngineKind : std::uint32_t { kSynchronous = 0, kUring = 1, kAio = 2 };

// What an engine is made for.
struct EngineNeeds {
  std::size_t depth;
  std::span<std::uint8_t> arena;  // stays where it is for as long as the engine lives
};

// A system call that an engine cannot do without, and that failed.
struct EngineUnavailable {
  const char* call;
  int error_number;
};

// nullptr when there is no such kind, or it cannot have this many operations in flight. Throws EngineUnavailable.
std::unique_ptr<Engine> MakeEngine(std::uint32_t kind, const EngineNeeds& needs);

}  // namespace afalg
