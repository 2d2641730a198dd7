// Reading arguments. TypeScript has already checked what a user can get wrong; what fails here is a mistake of ours,
// so it is a TypeError or RangeError and never reaches the kernel.
#pragma once

#include <napi.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace afalg {

inline std::string StringArgument(const Napi::Value& value, const char* name) {
  if (!value.IsString()) throw Napi::TypeError::New(value.Env(), std::string(name) + " must be a string");
  return value.As<Napi::String>().Utf8Value();
}

inline std::uint32_t Uint32Argument(const Napi::Value& value, const char* name) {
  if (!value.IsNumber()) throw Napi::TypeError::New(value.Env(), std::string(name) + " must be a number");
  return value.As<Napi::Number>().Uint32Value();
}

inline std::span<std::uint8_t> BytesArgument(const Napi::Value& value, const char* name) {
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array) {
    throw Napi::TypeError::New(value.Env(), std::string(name) + " must be a Uint8Array");
  }
  auto array = value.As<Napi::Uint8Array>();
  return {array.Data(), array.ElementLength()};
}

inline std::span<std::uint32_t> Uint32ArrayArgument(const Napi::Value& value, const char* name) {
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint32_array) {
    throw Napi::TypeError::New(value.Env(), std::string(name) + " must be a Uint32Array");
  }
  auto array = value.As<Napi::Uint32Array>();
  return {array.Data(), array.ElementLength()};
}

}  // namespace afalg
