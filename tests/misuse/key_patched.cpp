// A patch of the key.
//> NotePatch. has no non-static data member|refer to any field in type .*NotePatch
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
void change(Notes& notes, const Note& note) {
  notes.update(note.id, NotePatch{.stars = 1});
}
#else
void change(Notes& notes, const Note& note) {
  notes.update(note.id, NotePatch{.id = note.id});
}
#endif
