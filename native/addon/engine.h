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
};

// What an engine may use for as long as a slice runs.
struct Station {
  int op;  // the op socket that is number 0 in every operation
  Memory memory;
  Progress progress;
  const TickClock& clock;
};

class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  // Operations that may be in flight at a time, at most kMaxFlights.
  [[nodiscard]] virtual std::size_t depth() const = 0;

  // Performs an operation, or sets it under way. Only while fewer than depth() are in flight. Its steps must stay where
  // they are until it is reaped or abandoned.
  virtual void Start(const Station& station, const Exchange& exchange) = 0;

  // Hands over one operation that has ended, if one does until the deadline, in ticks of the clock.
  virtual bool Reap(const Station& station, std::uint64_t deadline, Completion& ended) = 0;

  // Expects nothing more of what is in flight.
  virtual void Abandon(const Station& station) = 0;
};

// Numbers as in src/afalg/layout.ts, ENGINE.
enum EngineKind : std::uint32_t { kSynchronous = 0 };

// nullptr when there is no such kind, or it cannot have this many operations in flight.
std::unique_ptr<Engine> MakeEngine(std::uint32_t kind, std::size_t depth);

}  // namespace afalg
