// tenon_fuzz SECONDS SEED [CORPUS…]: made-up texts, and damaged ones of the corpus, until the time is up. The
// same seed makes the same texts. What fails is saved in the working directory, with its seed in the name.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "damage.hpp"
#include "feed.hpp"
#include "generator.hpp"

/// Of the sanitizers' runtime, where there is one.
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using tenon::test::Random;

constexpr auto kSlow = std::chrono::seconds(20);
constexpr unsigned kLongest = 60;

// What is being tried, for the moment of a crash: then nothing but reading memory and writing is left.
const std::string* trying = nullptr;
std::array<char, 64> file_name{};

void save() {
  if (trying == nullptr) return;
  const int file = ::open(file_name.data(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file < 0 || ::write(file, trying->data(), trying->size()) < 0) return;
  ::close(file);
  trying = nullptr;
}

void on_signal(int signal) {
  save();
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

void watch_for_crashes() {
  // A stack that has run over can't run a handler.
  static std::array<char, 1U << 16U> room{};
  stack_t stack{};
  stack.ss_sp = room.data();
  stack.ss_size = room.size();
  ::sigaltstack(&stack, nullptr);
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK;
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(save);
  for (const int signal : {SIGSEGV, SIGABRT, SIGALRM, SIGBUS, SIGFPE, SIGILL}) {
    if (signal == SIGABRT || signal == SIGALRM || __sanitizer_set_death_callback == nullptr)
      ::sigaction(signal, &action, nullptr);
  }
}

std::vector<std::string> corpus(int count, char** folders) {
  std::vector<std::string> out;
  for (int i = 0; i < count; ++i) {
    for (const auto& entry : fs::recursive_directory_iterator(folders[i])) {
      if (entry.path().extension() != ".schema") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text(std::istreambuf_iterator<char>(file), {});
      // What is expected of a golden stands behind it, and is comments to the language.
      out.push_back(text.substr(0, text.find("\n//>")));
    }
  }
  return out;
}

std::string made(unsigned seed, const std::vector<std::string>& texts) {
  using namespace tenon::test;
  Random random(seed);
  const auto whole = [&]() -> std::string {
    if (!texts.empty() && random.one_in(2)) return random.of(texts);
    const Words words = random.one_in(2) ? random_syntax(seed) : random_schema(seed, random.between(0, 5));
    return random_layout(words, seed);
  };
  switch (random.below(4)) {
    case 0:
      return whole();
    case 1:
      return spliced(whole(), whole(), random);
    default: {
      std::string text = whole();
      do text = damaged(text, random);
      while (random.one_in(3));
      return text;
    }
  }
}

/// What was wrong; empty where nothing was.
std::string tried(const std::string& text) {
  const auto begin = Clock::now();
  std::string wrong;
  try {
    wrong = tenon::test::feed(text);
  } catch (const std::exception& error) {
    wrong = std::string("thrown: ") + error.what();
  }
  return wrong.empty() && Clock::now() - begin > kSlow ? "it took too long" : wrong;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: tenon_fuzz SECONDS SEED [FOLDER…]\n");
    return 2;
  }
  const auto end = Clock::now() + std::chrono::seconds(std::atoi(argv[1]));
  const auto first = static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10));
  const std::vector<std::string> texts = corpus(argc - 3, argv + 3);
  watch_for_crashes();
  std::printf("seeds from %u, a corpus of %zu files\n", first, texts.size());
  unsigned seed = first;
  for (; Clock::now() < end; ++seed) {
    const std::string text = made(seed, texts);
    std::snprintf(file_name.data(), file_name.size(), "fuzz-failure-%u.schema", seed);
    trying = &text;
    // What never ends is saved too.
    ::alarm(kLongest);
    const std::string wrong = tried(text);
    if (!wrong.empty()) {
      save();
      std::printf("seed %u: %s; the text is in %s\n", seed, wrong.c_str(), file_name.data());
      return 1;
    }
    trying = nullptr;
  }
  ::alarm(0);
  std::printf("%u texts, and nothing wrong\n", seed - first);
  return 0;
}
