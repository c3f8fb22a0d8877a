#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "types/types.hpp"

namespace tenon::types {
namespace {

using L = Literal;

// clang-format off
constexpr ColumnType kColumnTypes[] = {
    // name         C++ type                  literal      params  ordered json family carrier extension sample                                                              description
    {"uuid",        "tenon::Uuid",            L::kText,    0, 0,   true,   true, kScalar,     "",       "",       "md5('{column} {tenant} {n}')::uuid",                               "a UUID, 16 bytes"},
    {"text",        "std::string",            L::kText,    0, 0,   true,   true, kText,       "",       "",       "'s' || substr(md5('{column} {tenant} {n}'), 1, 11)",                 "text of any length"},
    {"varchar",     "std::string",            L::kText,    0, 1,   true,   true, kText,       "",       "",       "left(md5('{column} {tenant} {n}'), {p})",                          "text of at most n characters; of any length without n"},
    {"citext",      "std::string",            L::kText,    0, 0,   true,   true, kFolded,     "",       "citext", "'s' || substr(md5('{column} {tenant} {n}'), 1, 11)",                 "text compared without regard to case"},
    {"int2",        "std::int16_t",           L::kInteger, 0, 0,   true,   true, kScalar,     "",       "",       "{n}",                                                              "a 16-bit integer"},
    {"int4",        "std::int32_t",           L::kInteger, 0, 0,   true,   true, kScalar,     "",       "",       "{n}",                                                              "a 32-bit integer"},
    {"int8",        "std::int64_t",           L::kInteger, 0, 0,   true,   true, kScalar,     "",       "",       "('x' || substr(md5('{column} {tenant} {n}'), 1, 15))::bit(60)::int8", "a 64-bit integer"},
    {"float4",      "float",                  L::kFloat,   0, 0,   true,   true, kScalar,     "",       "",       "{n}",                                                              "a single-precision float"},
    {"float8",      "double",                 L::kFloat,   0, 0,   true,   true, kScalar,     "",       "",       "{n}",                                                              "a double-precision float"},
    {"numeric",     "tenon::Numeric",         L::kDecimal, 0, 2,   true,   false, kScalar,     "",       "",       "{n}",                                                              "an exact decimal of p digits, s of them after the point"},
    {"bool",        "bool",                   L::kBoolean, 0, 0,   true,   true, kLabel,      "",       "",       "true",                                                             "true or false"},
    {"bytea",       "tenon::Bytes",           L::kNone,    0, 0,   true,   false, kScalar,     "",       "",       "decode(md5('{column} {tenant} {n}'), 'hex')",                      "bytes"},
    {"date",        "tenon::Date",            L::kText,    0, 0,   true,   false, kScalar,     "",       "",       "date '2026-01-01' + {n} + {i}",                                          "a day"},
    {"time",        "tenon::Time",            L::kText,    0, 1,   true,   false, kScalar,     "",       "",       "time '12:00:00'",                                                  "a time of day"},
    {"timetz",      "tenon::TimeTz",          L::kText,    0, 1,   true,   false, kScalar,     "",       "",       "timetz '12:00:00+00'",                                             "a time of day, and how far its clock is ahead of UTC", "timetz.hpp"},
    {"timestamp",   "tenon::Timestamp",       L::kText,    0, 1,   true,   false, kScalar,     "",       "",       "timestamp '2026-01-01 00:00:00' + {n} * interval '1 hour' + {i} * interval '1 day'",        "a date and time without a time zone"},
    {"timestamptz", "tenon::Timestamptz",     L::kText,    0, 1,   true,   false, kScalar,     "",       "",       "timestamptz '2026-01-01 00:00:00+00' + {n} * interval '1 hour' + {i} * interval '1 day'",   "a point in time"},
    {"interval",    "tenon::Interval",        L::kText,    0, 0,   false,  false, kScalar,     "",       "",       "interval '1 hour'",                                                "a span of time"},
    {"jsonb",       "tenon::Json",            L::kJson,    0, 0,   false,  true, kContainer,  "",       "",       "'{}'::jsonb",                                                      "JSON of any shape"},
    {"vector",      "tenon::Vector",          L::kNone,    1, 1,   false,  false, kEmbedding,  "",       "vector", "array_fill(0.5::real, array[{p}])::vector",                        "an embedding of n dimensions"},
    {"halfvec",     "tenon::HalfVector",          L::kNone,    1, 1,   false,  false, kEmbedding,  "", "vector", "array_fill(0.5::real, array[{p}])::vector::halfvec", "an embedding of n dimensions of half the precision", "vectors.hpp"},
    {"sparsevec",   "tenon::SparseVector",    L::kNone,    1, 1,   false,  false, kEmbedding,  "",       "vector", "('{1:0.5}/' || {p})::sparsevec",                                 "an embedding of n dimensions of which most are zero", "vectors.hpp"},
    {"inet",        "tenon::Inet",            L::kText,    0, 0,   false,  false, kNetwork,    "",   "",       "'10.0.0.1'::inet + {n} + {i} * 16 + ('x' || substr(md5('{tenant}'), 1, 3))::bit(12)::int4 * 1024", "an address, of a host or of a network", "inet.hpp"},
    {"cidr",        "tenon::Cidr",            L::kText,    0, 0,   false,  false, kNetwork,    "",   "",       "set_masklen(('10.0.0.0'::inet + {n} * 256 + ('x' || substr(md5('{tenant}'), 1, 3))::bit(12)::int4 * 65536)::cidr, 24)", "the address of a network", "inet.hpp"},
    {"tsvector",    "std::string",            L::kText,    0, 0,   false,  false, kDocument,   "text",   "",       "to_tsvector('simple', '{column} {n}')", "a document to search in"},
    {"int4range",   "tenon::Range<std::int32_t>",            L::kText,    0, 0,   false,  false, kRange,      "",   "",       "int4range({n} + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000, {n} + 1 + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000)", "a range of int4", "range.hpp"},
    {"int8range",   "tenon::Range<std::int64_t>",            L::kText,    0, 0,   false,  false, kRange,      "",   "",       "int8range({n} + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000, {n} + 1 + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000)", "a range of int8", "range.hpp"},
    {"numrange",    "tenon::Range<tenon::Numeric>",            L::kText,    0, 0,   false,  false, kRange,      "",   "",       "numrange({n} + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000, {n} + 1 + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000)", "a range of numeric", "range.hpp"},
    {"tsrange",     "tenon::Range<tenon::Timestamp>",            L::kText,    0, 0,   false,  false, kRange,      "",   "",       "tsrange(timestamp '2026-01-01 00:00:00' + {n} * interval '1 hour' + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * interval '1 day', timestamp '2026-01-01 01:00:00' + {n} * interval '1 hour' + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * interval '1 day')", "a range of timestamp", "range.hpp"},
    {"tstzrange",   "tenon::Range<tenon::Timestamptz>",            L::kText,    0, 0,   false,  false, kRange,      "",   "",       "tstzrange(timestamptz '2026-01-01 00:00:00+00' + {n} * interval '1 hour' + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * interval '1 day', timestamptz '2026-01-01 01:00:00+00' + {n} * interval '1 hour' + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * interval '1 day')", "a range of timestamptz", "range.hpp"},
    {"daterange",   "tenon::Range<tenon::Date>",            L::kText,    0, 0,   false,  false, kRange,      "",   "",       "daterange(date '2026-01-01' + {n} + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 100, date '2026-01-02' + {n} + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 100)", "a range of date", "range.hpp"},
    {"macaddr", "std::string", L::kText, 0, 0, true, false, kScalar, "text", "", "left(md5('{column} {tenant} {n}'), 12)::macaddr", "the address of a network card"},
    {"macaddr8", "std::string", L::kText, 0, 0, true, false, kScalar, "text", "", "left(md5('{column} {tenant} {n}'), 16)::macaddr8", "the address of a network card, of 8 bytes"},
    {"bit", "tenon::Bits", L::kText, 1, 1, true, false, kBits, "", "", "left(repeat(('x' || md5('{column} {tenant} {n}'))::bit(128)::text, {p} / 128 + 1), {p})::varbit", "n bits", "bits.hpp"},
    {"varbit", "tenon::Bits", L::kText, 1, 1, true, false, kBits, "", "", "left(repeat(('x' || md5('{column} {tenant} {n}'))::bit(128)::text, {p} / 128 + 1), {p})::varbit", "at most n bits", "bits.hpp"},
    {"pg_lsn", "std::string", L::kText, 0, 0, true, false, kScalar, "text", "", "('0/' || left(md5('{column} {tenant} {n}'), 8))::pg_lsn", "a place in the server's log of changes"},
    {"oid", "std::int64_t", L::kInteger, 0, 0, true, false, kScalar, "int8", "", "('x' || substr(md5('{column} {tenant} {n}'), 1, 7))::bit(28)::int8::oid", "the number of an object of the database"},
    {"point", "tenon::Point", L::kText, 0, 0, false, false, kPlane, "", "", "point({n}, {i})", "a point of a plane", "point.hpp"},
    {"xml", "std::string", L::kText, 0, 0, false, false, kOpaque, "text", "", "'<row>{n}</row>'::xml", "XML, whole or a part"},
    {"hstore", "tenon::Hstore", L::kText, 0, 0, false, false, kMap, "", "hstore", "('n=>' || md5('{column} {tenant} {n}'))::hstore", "keys and values of text", "hstore.hpp"},
    {"ltree", "std::string", L::kText, 0, 0, true, false, kTerms, "text", "ltree", "('s.' || md5('{column} {tenant} {n}'))::ltree", "a path in a tree of labels"},
    {"tsquery", "std::string", L::kText, 0, 0, false, false, kTerms, "text", "", "('s' || md5('{column} {tenant} {n}'))::tsquery", "what a search in documents is for"},
    {"int4multirange", "tenon::Multirange<std::int32_t>", L::kText, 0, 0, false, false, kMultirange, "", "", "int4multirange(int4range({n} + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000, {n} + 1 + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000))", "ranges of int4", "range.hpp"},
    {"int8multirange", "tenon::Multirange<std::int64_t>", L::kText, 0, 0, false, false, kMultirange, "", "", "int8multirange(int8range({n} + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000, {n} + 1 + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000))", "ranges of int8", "range.hpp"},
    {"nummultirange", "tenon::Multirange<tenon::Numeric>", L::kText, 0, 0, false, false, kMultirange, "", "", "nummultirange(numrange({n} + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000, {n} + 1 + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 1000))", "ranges of numeric", "range.hpp"},
    {"tsmultirange", "tenon::Multirange<tenon::Timestamp>", L::kText, 0, 0, false, false, kMultirange, "", "", "tsmultirange(tsrange(timestamp '2026-01-01 00:00:00' + {n} * interval '1 hour' + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * interval '1 day', timestamp '2026-01-01 01:00:00' + {n} * interval '1 hour' + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * interval '1 day'))", "ranges of timestamp", "range.hpp"},
    {"tstzmultirange", "tenon::Multirange<tenon::Timestamptz>", L::kText, 0, 0, false, false, kMultirange, "", "", "tstzmultirange(tstzrange(timestamptz '2026-01-01 00:00:00+00' + {n} * interval '1 hour' + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * interval '1 day', timestamptz '2026-01-01 01:00:00+00' + {n} * interval '1 hour' + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * interval '1 day'))", "ranges of timestamptz", "range.hpp"},
    {"datemultirange", "tenon::Multirange<tenon::Date>", L::kText, 0, 0, false, false, kMultirange, "", "", "datemultirange(daterange(date '2026-01-01' + {n} + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 100, date '2026-01-02' + {n} + ('x' || substr(md5('{tenant}'), 1, 4))::bit(16)::int4 * 100))", "ranges of date", "range.hpp"},
};

constexpr std::pair<std::string_view, std::string_view> kSynonyms[] = {
    {"int", "int4"},       {"integer", "int4"},   {"smallint", "int2"}, {"bigint", "int8"},
    {"boolean", "bool"},   {"decimal", "numeric"}, {"real", "float4"},   {"double", "float8"},
    {"string", "text"},
};

// What people write who come from elsewhere, and what they find here.
constexpr std::pair<std::string_view, std::string_view> kMeant[] = {
    {"long", "int8"},          {"bigserial", "int8 @identity"},  {"serial", "int4 @identity"},
    {"serial4", "int4 @identity"}, {"serial8", "int8 @identity"}, {"smallserial", "int2 @identity"},
    {"short", "int2"},         {"tinyint", "int2"},              {"byte", "int2"},
    {"int16", "int2"},         {"int32", "int4"},                {"int64", "int8"},
    {"float", "float8"},       {"float32", "float4"},            {"float64", "float8"},
    {"number", "numeric"},     {"money", "numeric"},             {"char", "text"},
    {"character", "text"},     {"str", "text"},                  {"nvarchar", "text"},
    {"clob", "text"},          {"datetime", "timestamptz"},      {"instant", "timestamptz"},
    {"duration", "interval"},         {"json", "jsonb"},
    {"blob", "bytea"},         {"bytes", "bytea"},               {"binary", "bytea"},
    {"varbinary", "bytea"},    {"uuidv4", "uuid"},               {"uuidv7", "uuid"},
    {"guid", "uuid"},          {"ip", "inet"},                   {"embedding", "vector"},
};
// clang-format on

// pgvector's iterative scans, without which a small tenant's search comes back empty, are of 0.8.
constexpr std::pair<std::string_view, std::string_view> kMinimumVersions[] = {{"vector", "0.8"}};

constexpr std::string_view kUuidTypes[] = {"uuid"};
constexpr std::string_view kTimeTypes[] = {"timestamptz", "timestamp", "date", "time"};

constexpr DefaultFunction kDefaultFunctions[] = {
    {"uuid", "gen_random_uuid()", kUuidTypes},
    {"uuid7", "tenon.uuid7()", kUuidTypes},
    {"now", "now()", kTimeTypes},
};

constexpr std::pair<std::string_view, std::string_view> kOfAnyLength[] = {{"bit", "varbit"}};

}  // namespace

std::string_view minimum_version(std::string_view extension) {
  const auto* row = std::find_if(std::begin(kMinimumVersions), std::end(kMinimumVersions),
                                 [&](const auto& pair) { return pair.first == extension; });
  return row == std::end(kMinimumVersions) ? std::string_view() : row->second;
}

std::span<const ColumnType> column_types() {
  return kColumnTypes;
}

const ColumnType* find_column_type(std::string_view name) {
  const auto* synonym = std::find_if(std::begin(kSynonyms), std::end(kSynonyms),
                                     [&](const auto& pair) { return pair.first == name; });
  const std::string_view canonical = synonym == std::end(kSynonyms) ? name : synonym->second;
  const auto* row = std::find_if(std::begin(kColumnTypes), std::end(kColumnTypes),
                                 [&](const ColumnType& type) { return type.name == canonical; });
  return row == std::end(kColumnTypes) ? nullptr : row;
}

std::string_view of_any_length(std::string_view name) {
  const auto* row = std::find_if(std::begin(kOfAnyLength), std::end(kOfAnyLength),
                                 [&](const auto& pair) { return pair.first == name; });
  return row == std::end(kOfAnyLength) ? name : row->second;
}

std::string_view meant_type(std::string_view name) {
  std::string small(name);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto* row = std::find_if(std::begin(kMeant), std::end(kMeant),
                                 [&](const auto& pair) { return pair.first == small; });
  if (row != std::end(kMeant)) return row->second;
  // `String`, `TEXT`.
  const ColumnType* type = small == name ? nullptr : find_column_type(small);
  return type == nullptr ? std::string_view() : type->name;
}

std::vector<std::string> column_type_names() {
  std::vector<std::string> out;
  for (const ColumnType& type : kColumnTypes) out.emplace_back(type.name);
  return out;
}

const DefaultFunction* find_default_function(std::string_view name) {
  const auto* row = std::find_if(std::begin(kDefaultFunctions), std::end(kDefaultFunctions),
                                 [&](const DefaultFunction& function) { return function.name == name; });
  return row == std::end(kDefaultFunctions) ? nullptr : row;
}

std::vector<std::string> default_function_names() {
  std::vector<std::string> out;
  for (const DefaultFunction& function : kDefaultFunctions) out.emplace_back(function.name);
  return out;
}

}  // namespace tenon::types
