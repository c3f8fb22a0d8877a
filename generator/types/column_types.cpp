#include <algorithm>
#include <array>
#include <utility>

#include "types/types.hpp"

namespace tenon::types {
namespace {

using L = Literal;

// clang-format off
constexpr ColumnType kColumnTypes[] = {
    // name         C++ type                  literal      params  ordered json   extension sample                                                              description
    {"uuid",        "tenon::Uuid",            L::kText,    0, 0,   true,   true,  "",       "md5('{column} {tenant} {n}')::uuid",                               "a UUID, 16 bytes"},
    {"text",        "std::string",            L::kText,    0, 0,   true,   true,  "",       "'s' || substr(md5('{column} {tenant} {n}'), 1, 11)",                 "text of any length"},
    {"varchar",     "std::string",            L::kText,    1, 1,   true,   true,  "",       "left(md5('{column} {tenant} {n}'), {p})",                          "text of at most n characters"},
    {"citext",      "std::string",            L::kText,    0, 0,   true,   true,  "citext", "'s' || substr(md5('{column} {tenant} {n}'), 1, 11)",                 "text compared without regard to case"},
    {"int2",        "std::int16_t",           L::kInteger, 0, 0,   true,   true,  "",       "{n}",                                                              "a 16-bit integer"},
    {"int4",        "std::int32_t",           L::kInteger, 0, 0,   true,   true,  "",       "{n}",                                                              "a 32-bit integer"},
    {"int8",        "std::int64_t",           L::kInteger, 0, 0,   true,   true,  "",       "('x' || substr(md5('{column} {tenant} {n}'), 1, 15))::bit(60)::int8", "a 64-bit integer"},
    {"float4",      "float",                  L::kFloat,   0, 0,   true,   true,  "",       "{n}",                                                              "a single-precision float"},
    {"float8",      "double",                 L::kFloat,   0, 0,   true,   true,  "",       "{n}",                                                              "a double-precision float"},
    {"numeric",     "tenon::Numeric",         L::kDecimal, 0, 2,   true,   false, "",       "{n}",                                                              "an exact decimal of p digits, s of them after the point"},
    {"bool",        "bool",                   L::kBoolean, 0, 0,   true,   true,  "",       "true",                                                             "true or false"},
    {"bytea",       "tenon::Bytes",           L::kNone,    0, 0,   true,   false, "",       "decode(md5('{column} {tenant} {n}'), 'hex')",                      "bytes"},
    {"date",        "tenon::Date",            L::kText,    0, 0,   true,   false, "",       "date '2026-01-01' + {n} + {i}",                                          "a day"},
    {"time",        "tenon::Time",            L::kText,    0, 0,   true,   false, "",       "time '12:00:00'",                                                  "a time of day"},
    {"timestamp",   "tenon::Timestamp",       L::kText,    0, 0,   true,   false, "",       "timestamp '2026-01-01 00:00:00' + {n} * interval '1 hour' + {i} * interval '1 day'",        "a date and time without a time zone"},
    {"timestamptz", "tenon::Timestamptz",     L::kText,    0, 0,   true,   false, "",       "timestamptz '2026-01-01 00:00:00+00' + {n} * interval '1 hour' + {i} * interval '1 day'",   "a point in time"},
    {"interval",    "tenon::Interval",        L::kText,    0, 0,   false,  false, "",       "interval '1 hour'",                                                "a span of time"},
    {"jsonb",       "tenon::Json",            L::kJson,    0, 0,   false,  true,  "",       "'{}'::jsonb",                                                      "JSON of any shape"},
    {"vector",      "tenon::Vector",          L::kNone,    1, 1,   false,  false, "vector", "array_fill(0.5::real, array[{p}])::vector",                        "an embedding of n dimensions"},
};

constexpr std::pair<std::string_view, std::string_view> kSynonyms[] = {
    {"int", "int4"},       {"integer", "int4"},   {"smallint", "int2"}, {"bigint", "int8"},
    {"boolean", "bool"},   {"decimal", "numeric"}, {"real", "float4"},   {"double", "float8"},
    {"string", "text"},
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
