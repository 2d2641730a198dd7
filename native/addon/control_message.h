// The ancillary data of one AF_ALG message: ALG_SET_OP, ALG_SET_IV and ALG_SET_AEAD_ASSOCLEN at level SOL_ALG
// (Documentation/crypto/userspace-if.rst; parsed by af_alg_cmsg_send() in crypto/af_alg.c).
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace afalg {

// Any control message without ALG_SET_OP means decrypt, whatever came before (crypto/af_alg.c, af_alg_sendmsg), so an
// operation is given whenever anything is.
struct Control {
  std::optional<std::uint32_t> operation;           // ALG_OP_DECRYPT (0) or ALG_OP_ENCRYPT (1)
  std::optional<std::span<const std::uint8_t>> iv;  // at most ControlBuffer::kMaxIv bytes
  std::optional<std::uint32_t> assoclen;            // bytes of associated data, AEAD only
};

class ControlBuffer {
 public:
  static constexpr std::size_t kMaxIv = 64;

  // `control.iv` must not be longer than kMaxIv.
  explicit ControlBuffer(const Control& control);
  ControlBuffer(const ControlBuffer&) = delete;
  ControlBuffer& operator=(const ControlBuffer&) = delete;

  // Points the message at this buffer, which must outlive it.
  void Attach(msghdr& message);

  // For the hot loop, which sends the same control data with other values each time. Only for a buffer made with that
  // field, and an IV of the length it was made with.
  void SetOperation(std::uint32_t operation);
  void SetIv(const std::uint8_t* iv);
  void SetAssoclen(std::uint32_t bytes);

 private:
  std::uint8_t* Append(int type, std::size_t length);

  alignas(cmsghdr) std::array<std::uint8_t, 256> buffer_{};
  std::size_t used_ = 0;
  std::uint8_t* operation_ = nullptr;
  std::uint8_t* iv_ = nullptr;
  std::uint8_t* assoclen_ = nullptr;
  std::size_t iv_length_ = 0;
};

}  // namespace afalg
