#include "control_message.h"

#include <linux/if_alg.h>

#include <cassert>
#include <cstring>

namespace afalg {

ControlBuffer::ControlBuffer(const Control& control) {
  if (control.operation) {
    operation_ = Append(ALG_SET_OP, sizeof(std::uint32_t));
    SetOperation(*control.operation);
  }
  if (control.iv) {
    assert(control.iv->size() <= kMaxIv);
    iv_length_ = control.iv->size();
    std::uint8_t* data = Append(ALG_SET_IV, sizeof(af_alg_iv) + iv_length_);
    const auto length = static_cast<std::uint32_t>(iv_length_);
    std::memcpy(data, &length, sizeof(length));
    iv_ = data + sizeof(length);
    SetIv(control.iv->data());
  }
  if (control.assoclen) {
    assoclen_ = Append(ALG_SET_AEAD_ASSOCLEN, sizeof(std::uint32_t));
    SetAssoclen(*control.assoclen);
  }
}

void ControlBuffer::Attach(msghdr& message) {
  message.msg_control = used_ == 0 ? nullptr : buffer_.data();
  message.msg_controllen = used_;
}

void ControlBuffer::SetOperation(std::uint32_t operation) { std::memcpy(operation_, &operation, sizeof(operation)); }

void ControlBuffer::SetIv(const std::uint8_t* iv) {
  if (iv_length_ > 0) std::memcpy(iv_, iv, iv_length_);
}

void ControlBuffer::SetAssoclen(std::uint32_t bytes) { std::memcpy(assoclen_, &bytes, sizeof(bytes)); }

std::uint8_t* ControlBuffer::Append(int type, std::size_t length) {
  assert(used_ + CMSG_SPACE(length) <= buffer_.size());
  cmsghdr header{};
  header.cmsg_level = SOL_ALG;
  header.cmsg_type = type;
  header.cmsg_len = CMSG_LEN(length);
  std::uint8_t* start = buffer_.data() + used_;
  std::memcpy(start, &header, sizeof(header));
  used_ += CMSG_SPACE(length);
  return start + CMSG_LEN(0);
}

}  // namespace afalg
