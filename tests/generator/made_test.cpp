// What a schema is lowered to, as pieces of SQL: each is whole statements, and none needs what comes later.
#include <gtest/gtest.h>

#include <stdexcept>

#include "ddl/clauses.hpp"
#include "ddl/ddl.hpp"
#include "driver/compilation.hpp"
#include "lower/lower.hpp"
#include "lower/written.hpp"
#include "sql/expression.hpp"

namespace tenon::test {
namespace {

std::vector<model::Database> lowered() {
  std::vector<model::Database> out;
  for (const char* name : {"platform", "metachat", "business", "neonhub"}) {
    const auto compiled = driver::compile(std::string(TENON_SOURCE) + "/schema/" + name + ".schema");
    out.push_back(lower::lower(*compiled.schema));
  }
  return out;
}

TEST(Made, EachPieceIsWholeStatements) {
  render::Templates templates;
  for (const model::Database& database : lowered()) {
    const auto pieces = ddl::creation(database, {"owner", "public", {}}, templates);
    ASSERT_GT(pieces.size(), 50U);
    for (const ddl::Piece& piece : pieces) {
      const auto parsed = sql::parse_raw(piece.sql);
      ASSERT_TRUE(parsed.has_value()) << parsed.error().message << "\n" << piece.sql;
      EXPECT_GE(parsed->count, 1U) << piece.sql;
    }
  }
}

TEST(Made, EachObjectStandsAfterWhatItNeeds) {
  for (const model::Database& database : lowered()) {
    const model::Database sorted = model::ordered(database);
    ASSERT_EQ(sorted.objects().size(), database.objects().size());
    for (std::size_t i = 0; i < sorted.objects().size(); ++i)
      EXPECT_EQ(model::text(sorted.objects()[i].identity), model::text(database.objects()[i].identity));
  }
}

TEST(Made, AFunctionIsReadAsItIsWritten) {
  const auto found = lower::functions_in(
      "-- What it\n-- does.\n"
      "CREATE FUNCTION tenon.first(a int, b text[] DEFAULT NULL, OUT c bigint)\n  RETURNS bigint\n"
      "  LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SECURITY DEFINER\n"
      "  SET search_path = pg_catalog, pg_temp  -- whatever\n"
      "  SET TimeZone = 'UTC' SET DateStyle = 'ISO, YMD'\n"
      "AS $x$ a; $b$ ; $b$ $x$;\n"
      "CREATE FUNCTION tenon.second() RETURNS int\n  LANGUAGE sql IMMUTABLE\n  RETURN 1 + 1;\n");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "first");
  EXPECT_EQ(found[0].remark, "What it\ndoes.");
  EXPECT_EQ(found[0].signature, "integer, text[]");
  EXPECT_EQ(
      ddl::function_definition(found[0].function).str(),
      "(a int, b text[] DEFAULT NULL, OUT c bigint) RETURNS bigint\n"
      "  LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SECURITY DEFINER\n"
      "  SET search_path TO pg_catalog, pg_temp\n  SET TimeZone TO 'UTC'\n  SET DateStyle TO 'ISO, YMD'\n"
      "AS $body$ a; $b$ ; $b$ $body$");
  EXPECT_EQ(found[1].remark, "");
  EXPECT_EQ(ddl::function_definition(found[1].function).str(),
            "() RETURNS int\n  LANGUAGE sql IMMUTABLE\n  RETURN 1 + 1");
}

TEST(Made, WhatAFunctionIsNotKnownToSayIsNoGuess) {
  EXPECT_THROW(
      lower::functions_in("CREATE FUNCTION tenon.f() RETURNS int\n  LANGUAGE sql WINDOW\n  RETURN 1;\n"),
      std::logic_error);
  EXPECT_THROW(lower::functions_in("CREATE FUNCTION tenon.f()\n  LANGUAGE sql\n  RETURN 1;\n"),
               std::logic_error);
}

}  // namespace
}  // namespace tenon::test
