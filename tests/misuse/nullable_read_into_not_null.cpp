// What may be NULL, given to what may not.
//> std::optional.*string
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
NewNote copy(const Note& note) {
  return NewNote{.title = note.body.value_or("")};
}
#else
NewNote copy(const Note& note) {
  return NewNote{.title = note.body};
}
#endif
