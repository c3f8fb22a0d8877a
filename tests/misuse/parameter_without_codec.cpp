// A value that no column has, as a parameter of SQL of one's own.
//> a value of this type is no parameter of a statement: give it a tenon::Codec
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
void run(tenon::Tx& tx, int stars) {
  tenon::execute(tx, "SELECT $1", stars);
}
#else
struct Stars {};
void run(tenon::Tx& tx, Stars stars) {
  tenon::execute(tx, "SELECT $1", stars);
}
#endif
