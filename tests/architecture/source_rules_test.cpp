// What every file of ours keeps to: it is short, finished, and works with whatever package registries a
// machine has.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sources.hpp"

namespace tenon::architecture {
namespace {

constexpr std::size_t kLongest = 450;

/// Longer than that for a good reason. There is none yet.
/// What a tool makes of PostgreSQL's catalogue.
const std::vector<std::string_view> kMayBeLong = {"generator/sql/signatures.def"};

constexpr std::array<std::string_view, 6> kWritten = {".cmake", ".g4", ".mjs", ".mustache", ".md", ".sh"};

/// Written by hand: not what the compiler made, nor a text that others wrote.
bool is_ours(std::string_view path) {
  if (path.starts_with("generated/") || path.find("/generated/") != std::string_view::npos) return false;
  const auto ends = [&](std::string_view ending) { return path.ends_with(ending); };
  return is_code(path) || path == "dev" || ends("CMakeLists.txt") || std::ranges::any_of(kWritten, ends);
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Where `word` stands in `text` by itself, from `start`; the text's size where it doesn't.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t start = 0) {
  for (std::size_t at = text.find(word, start); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return at;
  }
  return text.size();
}

/// In pieces, so that this file may be read too.
std::vector<std::string> unfinished() {
  return {std::string("TO") + "DO", std::string("FIX") + "ME"};
}

std::vector<std::string> registries() {
  const std::vector<std::pair<std::string, std::string>> hosts = {
      {"npmjs", "org"},
      {"npmjs", "com"},
      {"yarnpkg", "com"},
      {"deb.debian", "org"},
      {"security.debian", "org"},
      {"snapshot.debian", "org"},
      {"ftp.debian", "org"},
      {"archive.ubuntu", "com"},
      {"nodesource", "com"},
      {"apt.postgresql", "org"},
      {"unpkg", "com"},
      {"jsdelivr", "net"},
      {"pypi", "org"},
      {"pythonhosted", "org"},
      {"crates", "io"},
      {"docker", "io"},
      {"ghcr", "io"},
      {"conan", "io"},
  };
  std::vector<std::string> out;
  for (const auto& [name, domain] : hosts) out.push_back(std::string(name).append(".").append(domain));
  return out;
}

void expect_without(const std::vector<std::string>& words) {
  for (const Source& source : sources()) {
    for (const std::string& word : words) {
      const std::size_t at = find_word(source.text, word);
      EXPECT_EQ(at, source.text.size()) << source.path << ":" << line_at(source.text, at) << ": " << word;
    }
  }
}

TEST(Sources, AreShort) {
  for (const Source& source : sources()) {
    if (!is_ours(source.path) || std::ranges::find(kMayBeLong, source.path) != kMayBeLong.end()) continue;
    EXPECT_LE(std::ranges::count(source.text, '\n'), kLongest) << source.path << " has too many lines";
  }
}

TEST(Sources, AreFinished) {
  expect_without(unfinished());
}

TEST(Sources, NameNoPackageRegistry) {
  expect_without(registries());
}

/// Else the shared libraries would hide it.
TEST(PublicHeaders, ExportWhatTheyDeclare) {
  const std::vector<std::string_view> without = {"/fmt.hpp", "/version.hpp", "/conninfo.hpp", "/export.hpp"};
  for (const Source& source : sources()) {
    if (!source.path.starts_with("runtime/") || source.path.find("/include/tenon/") == std::string::npos)
      continue;
    if (std::ranges::any_of(without, [&](std::string_view name) { return source.path.ends_with(name); }))
      continue;
    EXPECT_NE(source.text.find("\nnamespace TENON_API "), std::string::npos)
        << source.path << " declares in `namespace tenon` what `namespace TENON_API tenon` would export";
  }
}

TEST(Words, StandByThemselves) {
  EXPECT_EQ(find_word("a note: b", "note"), 2U);
  EXPECT_EQ(find_word("notes, keynote, foot_note", "note"),
            std::string_view("notes, keynote, foot_note").size());
  EXPECT_EQ(find_word("keynote note", "note"), 8U);
}

}  // namespace
}  // namespace tenon::architecture
