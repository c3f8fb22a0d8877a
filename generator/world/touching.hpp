// What of the promised relations an object reads, writes or refers to.
#pragma once

#include <set>
#include <string>

#include "sql/uses.hpp"
#include "world/scene.hpp"

namespace tenon::world {

class Touching {
 public:
  explicit Touching(const Scene& scene);

  /// By the server's word: what its definition depends on, through other strangers too. `public.notes`
  [[nodiscard]] std::set<std::string> depended_on(const model::Object& object) const;
  /// By what a function's text names, which the server doesn't read when it is made: as Postgres's own parser
  /// reads it, and where that can't, or where it runs texts that it makes, by the words that stand there.
  /// `schema` is the function's own.
  [[nodiscard]] std::set<std::string> named_in(const std::string& schema,
                                               const model::Function& function) const;
  /// Whether its text tells what it reads and writes: it is SQL or PL/pgSQL, and runs no text that it makes.
  [[nodiscard]] static bool is_readable(const model::Function& function);

 private:
  [[nodiscard]] std::set<std::string> named_by(const std::string& schema,
                                               const std::vector<std::string>& path,
                                               const std::vector<sql::TableReference>& relations) const;
  [[nodiscard]] std::set<std::string> named_in_words(const std::string& schema,
                                                     const std::vector<std::string>& path,
                                                     const std::string& text) const;
  /// Whether a plain name is of a relation beside the function, which its author meant.
  [[nodiscard]] bool is_theirs(const std::string& schema, const std::vector<std::string>& path,
                               const std::string& name) const;
  [[nodiscard]] std::string found_as(const std::vector<std::string>& path, const std::string& name) const;

  const Scene& scene_;
  std::set<std::string> ours_;                    ///< relations of the schema: `public.notes`
  std::map<std::string, std::string> relations_;  ///< the same by their names alone
  std::set<std::string> all_;                     ///< whatever relations there are
};

}  // namespace tenon::world
