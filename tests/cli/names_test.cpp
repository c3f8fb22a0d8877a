// Names that mean something else in C++: a schema that has them all compiles, beside all headers of the
// system.
#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>

#include "scratch.hpp"

namespace tenon::test {
namespace {

constexpr std::pair<std::string_view, std::string_view> kGroups[] = {
#define TENON_CPP_WORDS(origin, names) {#origin, names},
#include "cpp_words.def"
#undef TENON_CPP_WORDS
};

/// Those of an origin; of all but the globals where none is said.
std::vector<std::string> words(std::string_view origin = "") {
  std::vector<std::string> out;
  for (const auto& [from, names] : kGroups) {
    if (origin.empty() ? from == "kGlobal" : from != origin) continue;
    std::istringstream in{std::string(names)};
    for (std::string word; in >> word;) out.push_back(word);
  }
  return out;
}

constexpr std::string_view kCpp =
    "algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono "
    "cinttypes "
    "climits clocale cmath codecvt compare complex concepts condition_variable coroutine csetjmp csignal "
    "cstdarg "
    "cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception filesystem "
    "forward_list "
    "fstream functional future initializer_list iomanip ios iosfwd iostream istream iterator latch limits "
    "list "
    "locale map memory memory_resource mutex new numbers numeric optional ostream queue random ranges ratio "
    "regex "
    "scoped_allocator semaphore set shared_mutex source_location span sstream stack stdexcept stop_token "
    "streambuf "
    "string string_view syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map "
    "unordered_set utility valarray variant vector version";
constexpr std::string_view kC =
    "aio.h alloca.h arpa/inet.h assert.h byteswap.h complex.h ctype.h dirent.h dlfcn.h endian.h errno.h "
    "fcntl.h "
    "fenv.h float.h fnmatch.h ftw.h getopt.h glob.h grp.h inttypes.h iso646.h langinfo.h libgen.h limits.h "
    "locale.h "
    "malloc.h math.h net/if.h netdb.h netinet/in.h netinet/tcp.h poll.h pthread.h pwd.h regex.h sched.h "
    "search.h "
    "semaphore.h setjmp.h signal.h spawn.h stdalign.h stdarg.h stdbool.h stddef.h stdint.h stdio.h stdlib.h "
    "string.h "
    "strings.h sys/epoll.h sys/ioctl.h sys/mman.h sys/param.h sys/resource.h sys/select.h sys/socket.h "
    "sys/stat.h "
    "sys/sysmacros.h sys/time.h sys/types.h sys/uio.h sys/un.h sys/wait.h syslog.h tar.h termios.h time.h "
    "uchar.h "
    "unistd.h utime.h wchar.h wctype.h";

std::string includes(std::string_view headers) {
  std::istringstream in{std::string(headers)};
  std::string out;
  for (std::string header; in >> header;)
    out += "#if __has_include(<" + header + ">)\n#include <" + header + ">\n#endif\n";
  return out;
}

class NamesTest : public CliTest, public testing::WithParamInterface<const char*> {
 protected:
  [[nodiscard]] Outcome compiler(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {std::string("-std=") + GetParam(), "-x", "c++", "-w"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(TENON_CXX, arguments);
  }
  [[nodiscard]] std::string generated() const { return path("generated"); }
  void generate(const std::string& name, const std::string& text) const {
    const Outcome made =
        tenon({"generate", file(name + ".schema", text), "--out", generated(), "--lint", "all=off"});
    ASSERT_EQ(made.exit, 0) << made.err;
  }
  void expect_compiles(const std::string& text) const {
    const Outcome compiled =
        compiler({"-fsyntax-only", "-I", generated(), "-I", TENON_RUNTIME, file("all.cpp", text)});
    EXPECT_EQ(compiled.exit, 0) << compiled.err.substr(0, 3000);
  }
};

TEST_P(NamesTest, EachMacroOfTheSystemsHeadersIsAWord) {
  const Outcome macros = compiler({"-dM", "-E", file("all.cpp", includes(kCpp) + includes(kC))});
  ASSERT_EQ(macros.exit, 0) << macros.err;
  const std::vector<std::string> list = words();
  const std::set<std::string> known(list.begin(), list.end());
  std::istringstream in(macros.out);
  std::size_t count = 0;
  for (std::string define, name, rest; in >> define >> name; std::getline(in, rest)) {
    name = name.substr(0, name.find('('));
    if (name.starts_with("_")) continue;
    ++count;
    EXPECT_TRUE(known.contains(name)) << name << " is a macro, and not in cpp_macros.def";
  }
  EXPECT_GT(count, 1000u);
}

TEST_P(NamesTest, ASchemaOfAllWordsCompiles) {
  // A literal of the language, and no name.
  static const std::set<std::string> kNoNames = {"true", "false"};
  const std::vector<std::string> list = words("kKeyword");
  const std::set<std::string> keywords(list.begin(), list.end());
  std::string values;
  std::string fields;
  std::string unique;
  std::string defines;
  std::size_t count = 0;
  for (const std::string& word : words()) {
    if (kNoNames.contains(word)) continue;
    values += " " + word;
    // A keyword that becomes a macro would break whatever follows.
    if (!keywords.contains(word)) defines += "#ifndef " + word + "\n#define " + word + " ?\n#endif\n";
  }
  for (const std::string& word : keywords) {
    if (kNoNames.contains(word)) continue;
    fields += "  " + word + ": text\n";
    if (++count % 8 == 0) unique += "  unique (" + word + ")\n";
  }
  for (const char* word : {"NULL", "EOF", "errno", "stdin", "assert", "INT_MAX", "major", "minor", "unix",
                           "linux", "BIG_ENDIAN", "DOMAIN", "signals", "_Bool", "offsetof"}) {
    fields += std::string("  ") + word + ": text\n";
    unique += std::string("  unique (") + word + ")\n";
  }
  generate(
      "public",
      "schema public { }\nenum Words as text {" + values +
          " }\nenum BOOL as text { None EOF }\nstruct Bool {\n" + fields +
          "}\nstruct forever { unix: text }\nentity None {\n  id: uuid = uuid() @key\n" +
          "  word: Words\n  both: json<Bool>?\n  flag: BOOL?\n  sig: json<forever>?\n" + fields + unique +
          "  index (word, id)\n}\nview VOID as `select id, word, linux, \"class\" as class from nones`\n");
  if (HasFatalFailure()) return;
  expect_compiles(includes(kCpp) + includes(kC) +
                  "#include <tenon/access.hpp>\n#include <tenon/codec.hpp>\n#include <tenon/json_text.hpp>\n"
                  "#include <tenon/fmt.hpp>\n#include <tenon/query.hpp>\n" +
                  defines + "#include \"public.cpp\"\n#include \"public_json.cpp\"\n");
}

TEST_P(NamesTest, ASchemaMayBeCalledAsAnythingInC) {
  std::string all = includes(kCpp) + includes(kC);
  for (const char* name : {"concept", "stat", "index", "time", "linux", "std", "tenon", "tm", "environ"}) {
    generate(name, std::string("schema ") + name + " { }\nentity Thing { id: uuid = uuid() @key }\n");
    if (HasFatalFailure()) return;
    all += std::string("#include \"") + name + "_access.hpp\"\n";
  }
  expect_compiles(all);
}

INSTANTIATE_TEST_SUITE_P(Cpp, NamesTest, testing::Values("c++20", "gnu++20"));

}  // namespace
}  // namespace tenon::test
