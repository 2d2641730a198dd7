// One file descriptor, one owner.
#pragma once

#include <unistd.h>

#include <utility>

namespace afalg {

class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  ~UniqueFd() { Close(); }

  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (this != &other) {
      Close();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }

  [[nodiscard]] int get() const { return fd_; }

 private:
  // EINTR after close(2) on Linux means closed all the same, so there is nothing to retry.
  void Close() {
    if (fd_ >= 0) close(std::exchange(fd_, -1));
  }

  int fd_ = -1;
};

}  // namespace afalg
