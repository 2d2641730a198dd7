// The descriptors one JavaScript environment has open. Whatever a worker forgot, or could not close because it was
// terminated, closes when its environment goes and takes this registry with it.
#pragma once

#include <map>

#include "unique_fd.h"

namespace afalg {

class FdRegistry {
 public:
  // Takes ownership; the returned number is the handle JavaScript sees.
  int Adopt(UniqueFd fd) {
    const int number = fd.get();
    open_.insert_or_assign(number, std::move(fd));
    return number;
  }

  // Closing what is already closed is not an error: both ends may clean up.
  void Close(int number) { open_.erase(number); }

  [[nodiscard]] bool Owns(int number) const { return open_.contains(number); }

 private:
  std::map<int, UniqueFd> open_;
};

}  // namespace afalg
