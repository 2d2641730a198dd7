// The two yardsticks of `npm run bench`, as one program.
//
//   --mode baseline  per operation: getrandom for the IV, sendmsg with two control messages, read, and a look at
//                    the clock: what the stress program did that this project grew out of. Nothing is verified.
//   --mode bare      sendmsg and read and nothing else: the ceiling that AF_ALG itself allows.
//
// Both decrypt messages of a new random length per operation, so that they move as many bytes as a default run.
// Prints one line of JSON on stdout; exits 1 with one line on stderr when the kernel refuses.

#include <linux/if_alg.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kBlock = 16;
constexpr std::size_t kKey = 16;
constexpr std::size_t kMinLength = 512;
constexpr std::size_t kMaxLength = 4096;

enum class Mode { kBaseline, kBare };

struct Options {
  Mode mode = Mode::kBaseline;
  std::string algorithm = "cbc(aes)";
  unsigned threads = 10;
  double seconds = 5;
};

struct Tally {
  std::uint64_t operations = 0;
  std::uint64_t bytes = 0;
};

[[noreturn]] void Die(const char* what) {
  std::fprintf(stderr, "baseline: %s: %s\n", what, std::strerror(errno));
  std::exit(1);
}

int OpenOperationSocket(const std::string& algorithm) {
  const int tfm = socket(AF_ALG, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  if (tfm < 0) Die("socket(AF_ALG)");
  sockaddr_alg address{};
  address.salg_family = AF_ALG;
  std::memcpy(address.salg_type, "skcipher", sizeof("skcipher"));
  std::strncpy(reinterpret_cast<char*>(address.salg_name), algorithm.c_str(), sizeof(address.salg_name) - 1);
  if (bind(tfm, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) < 0) Die("bind");
  unsigned char key[kKey];
  if (getrandom(key, sizeof(key), 0) != static_cast<ssize_t>(sizeof(key))) Die("getrandom");
  if (setsockopt(tfm, SOL_ALG, ALG_SET_KEY, key, sizeof(key)) < 0) Die("setsockopt(ALG_SET_KEY)");
  const int op = accept4(tfm, nullptr, nullptr, SOCK_CLOEXEC);
  if (op < 0) Die("accept");
  close(tfm);
  return op;
}

// The control messages are laid out once: only the IV's bytes change between operations.
struct Control {
  alignas(cmsghdr) unsigned char buffer[CMSG_SPACE(sizeof(std::uint32_t)) + CMSG_SPACE(sizeof(af_alg_iv) + kBlock)]{};
  unsigned char* iv = nullptr;

  Control() {
    msghdr message{};
    message.msg_control = buffer;
    message.msg_controllen = sizeof(buffer);
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_ALG;
    header->cmsg_type = ALG_SET_OP;
    header->cmsg_len = CMSG_LEN(sizeof(std::uint32_t));
    const std::uint32_t decrypt = ALG_OP_DECRYPT;
    std::memcpy(CMSG_DATA(header), &decrypt, sizeof(decrypt));
    header = CMSG_NXTHDR(&message, header);
    header->cmsg_level = SOL_ALG;
    header->cmsg_type = ALG_SET_IV;
    header->cmsg_len = CMSG_LEN(sizeof(af_alg_iv) + kBlock);
    const std::uint32_t length = kBlock;
    std::memcpy(CMSG_DATA(header), &length, sizeof(length));
    iv = CMSG_DATA(header) + sizeof(length);
  }
};

void Worker(const Options& options, unsigned index, const std::atomic<bool>& go, const std::atomic<bool>& stop,
            std::atomic<unsigned>& ready, Tally& tally) {
  const int op = OpenOperationSocket(options.algorithm);
  alignas(64) unsigned char message[kMaxLength];
  alignas(64) unsigned char output[kMaxLength];
  if (getrandom(message, sizeof(message), 0) != static_cast<ssize_t>(sizeof(message))) Die("getrandom");
  Control control;
  std::minstd_rand random(index + 1);
  std::uniform_int_distribution<std::size_t> blocks(kMinLength / kBlock, kMaxLength / kBlock);

  ready.fetch_add(1);
  while (!go.load()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const auto end = Clock::now() + std::chrono::duration<double>(options.seconds);
  while (!stop.load(std::memory_order_relaxed)) {
    if (options.mode == Mode::kBaseline) {
      if (Clock::now() >= end) break;
      if (getrandom(control.iv, kBlock, 0) != static_cast<ssize_t>(kBlock)) Die("getrandom");
    }
    const std::size_t length = blocks(random) * kBlock;
    iovec input{message, length};
    msghdr request{};
    request.msg_control = control.buffer;
    request.msg_controllen = sizeof(control.buffer);
    request.msg_iov = &input;
    request.msg_iovlen = 1;
    if (sendmsg(op, &request, 0) != static_cast<ssize_t>(length)) Die("sendmsg");
    if (read(op, output, length) != static_cast<ssize_t>(length)) Die("read");
    tally.operations += 1;
    tally.bytes += length;
  }
  close(op);
}

Options Parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const char* value = i + 1 < argc ? argv[++i] : nullptr;
    const bool has = value != nullptr;
    if (has && name == "--mode" && std::strcmp(value, "baseline") == 0) {
      options.mode = Mode::kBaseline;
    } else if (has && name == "--mode" && std::strcmp(value, "bare") == 0) {
      options.mode = Mode::kBare;
    } else if (has && name == "--algorithm") {
      options.algorithm = value;
    } else if (has && name == "--threads" && std::atoi(value) > 0) {
      options.threads = static_cast<unsigned>(std::atoi(value));
    } else if (has && name == "--seconds" && std::atof(value) > 0) {
      options.seconds = std::atof(value);
    } else {
      std::fprintf(stderr,
                   "baseline: cannot use '%s': [--mode baseline|bare] [--algorithm NAME] [--threads N] [--seconds S]\n",
                   name.c_str());
      std::exit(64);
    }
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = Parse(argc, argv);
  std::atomic<bool> go{false};
  std::atomic<bool> stop{false};
  std::atomic<unsigned> ready{0};
  std::vector<Tally> tallies(options.threads);
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < options.threads; ++i) {
    threads.emplace_back(Worker, std::cref(options), i, std::cref(go), std::cref(stop), std::ref(ready),
                         std::ref(tallies[i]));
  }
  while (ready.load() < options.threads) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const auto start = Clock::now();
  go.store(true);
  std::this_thread::sleep_for(std::chrono::duration<double>(options.seconds));
  stop.store(true);
  for (std::thread& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();

  Tally total;
  for (const Tally& tally : tallies) {
    total.operations += tally.operations;
    total.bytes += tally.bytes;
  }
  std::printf("{\"mode\":\"%s\",\"threads\":%u,\"seconds\":%.3f,\"operations\":%" PRIu64 ",\"bytes\":%" PRIu64
              ",\"operationsPerSecond\":%.1f}\n",
              options.mode == Mode::kBaseline ? "baseline" : "bare", options.threads, seconds, total.operations,
              total.bytes, static_cast<double>(total.operations) / seconds);
  return 0;
}
