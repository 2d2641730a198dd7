// The list of what JavaScript can call. Primitives move bytes and report errno; nothing here decides anything.
// src/afalg/native.ts holds the types of the same list.

#include <malloc.h>
#include <napi.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "aio.h"
#include "arena.h"
#include "arguments.h"
#include "errors.h"
#include "fd_registry.h"
#include "layout.h"
#include "message.h"
#include "slice.h"
#include "tfm.h"

namespace afalg {

// One per environment (main thread or worker), with the descriptors that environment opened.
class Module final : public Napi::Addon<Module> {
 public:
  Module(Napi::Env, Napi::Object exports) {
    DefineAddon(exports, {
                             InstanceMethod<&Module::Probe>("probe"),
                             InstanceMethod<&Module::OpenTfm>("openTfm"),
                             InstanceMethod<&Module::SetKey>("setKey"),
                             InstanceMethod<&Module::SetAuthSize>("setAuthSize"),
                             InstanceMethod<&Module::Accept>("accept"),
                             InstanceMethod<&Module::MessageBudget>("messageBudget"),
                             InstanceMethod<&Module::SendMessage>("sendMessage"),
                             InstanceMethod<&Module::ReceiveMessage>("receiveMessage"),
                             InstanceMethod<&Module::CreateEngine>("createEngine"),
                             InstanceMethod<&Module::RunSlice>("runSlice"),
                             InstanceMethod<&Module::IoSetup>("ioSetup"),
                             InstanceMethod<&Module::IoSubmit>("ioSubmit"),
                             InstanceMethod<&Module::IoGetEvents>("ioGetEvents"),
                             InstanceMethod<&Module::IoDestroy>("ioDestroy"),
                             InstanceMethod<&Module::CreateArena>("createArena"),
                             InstanceMethod<&Module::Close>("close"),
                             InstanceMethod<&Module::ThreadId>("threadId"),
                             InstanceMethod<&Module::BlockSignals>("blockSignals"),
                             InstanceMethod<&Module::TrimHeap>("trimHeap"),
                             InstanceMethod<&Module::LayoutVersion>("layoutVersion"),
                         });
  }

 private:
  void Probe(const Napi::CallbackInfo& info) { afalg::Probe(info); }
  Napi::Value OpenTfm(const Napi::CallbackInfo& info) { return afalg::OpenTfm(info, registry_); }
  void SetKey(const Napi::CallbackInfo& info) { afalg::SetKey(info); }
  void SetAuthSize(const Napi::CallbackInfo& info) { afalg::SetAuthSize(info); }
  Napi::Value Accept(const Napi::CallbackInfo& info) { return afalg::Accept(info, registry_); }
  Napi::Value MessageBudget(const Napi::CallbackInfo& info) { return afalg::MessageBudget(info); }
  Napi::Value SendMessage(const Napi::CallbackInfo& info) { return afalg::SendMessage(info); }
  Napi::Value ReceiveMessage(const Napi::CallbackInfo& info) { return afalg::ReceiveMessage(info); }
  Napi::Value CreateEngine(const Napi::CallbackInfo& info) { return afalg::CreateEngine(info); }
  void RunSlice(const Napi::CallbackInfo& info) { afalg::RunSlice(info); }
  Napi::Value IoSetup(const Napi::CallbackInfo& info) { return afalg::IoSetup(info); }
  Napi::Value IoSubmit(const Napi::CallbackInfo& info) { return afalg::IoSubmit(info); }
  Napi::Value IoGetEvents(const Napi::CallbackInfo& info) { return afalg::IoGetEvents(info); }
  void IoDestroy(const Napi::CallbackInfo& info) { afalg::IoDestroy(info); }
  Napi::Value CreateArena(const Napi::CallbackInfo& info) { return afalg::CreateArena(info); }

  // close(fd): idempotent; a descriptor this environment does not own is left alone.
  void Close(const Napi::CallbackInfo& info) { registry_.Close(static_cast<int>(Uint32Argument(info[0], "fd"))); }

  // threadId(): the kernel's id of this thread, as in /proc/PID/task.
  Napi::Value ThreadId(const Napi::CallbackInfo& info) {
    return Napi::Number::New(info.Env(), static_cast<double>(syscall(SYS_gettid)));
  }

  // blockSignals(): for worker threads, so that a signal for the process cannot end a system call early and be
  // mistaken for the driver's doing. sigprocmask is the calling thread's on Linux, and the same call in glibc as
  // pthread_sigmask, whose name has the version GLIBC_2.32 there: the addon is to load from 2.28 on.
  void BlockSignals(const Napi::CallbackInfo& info) {
    sigset_t all;
    sigfillset(&all);
    if (sigprocmask(SIG_SETMASK, &all, nullptr) != 0) throw SyscallError(info.Env(), "rt_sigprocmask", errno);
  }

  // trimHeap(): gives freed memory back to the system, from the middle of malloc's arenas too.
  void TrimHeap(const Napi::CallbackInfo&) { malloc_trim(0); }

  Napi::Value LayoutVersion(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), kLayoutVersion); }

  FdRegistry registry_;
};

NODE_API_ADDON(Module)

}  // namespace afalg
