// The schema that the benchmarks measure with: realistic entities, as many as wanted.
#pragma once

#include <fmt/format.h>

#include <string>

namespace tenon::benchmarks {

// What tells one entity from the next, in turns, as in a schema that has grown.
constexpr int kKinds = 8;
constexpr int kTelemetry = 2;
constexpr int kTimeless = 7;
constexpr const char* kMembers[kKinds] = {
    "  index (name)\n  check total_not_negative `total >= 0`\n",
    "  unique (name)\n  index (count, flag) where `note is not null`\n",
    "  partition by range (created_at) every month ahead 2 retain 90 days\n  index brin (created_at)\n",
    "  soft_delete\n  index (name)\n",
    "  audit retain 30 days\n",
    "  search text (name A, note) language english\n",
    "  policy recent for update `created_at > now() - interval '1 day'`\n"
    "  trigger tidy before insert `new.name := trim(new.name);`\n",
    "  index (name)\n",
};

/// Eleven columns, a relation to one before it, indexes, and what its kind has.
inline std::string entity(int number) {
  const int kind = number % kKinds;
  std::string text = fmt::format("/// Entity {0}.\nentity Thing{0}{1} {{\n", number,
                                 kind == kTimeless ? "" : " with Timestamps");
  text += "  id: uuid = uuid() @key\n";
  text += fmt::format(
      "  name: varchar(200)\n  {}: text?{}\n  state: State = open\n"
      "  total: numeric(12,2) = 0\n  count: int4 = 0\n  flag: bool = false\n  note: text?\n  tags: text[]?\n",
      kind == 1 ? "external_id" : "email", kind == kTelemetry ? "" : " @unique @pii");
  if (kind == kTimeless) text += "  begins_at: timestamptz?\n  ends_at: timestamptz?\n";
  // What is dropped by month can't be referred to.
  const int before = number - (number % kKinds == kTelemetry + 1 ? 2 : 1);
  if (number > 0) text += fmt::format("  before: Thing{}? @on_delete(set_null)\n", before);
  if (kind != kTimeless) text += "  index (state, created_at desc)\n";
  return text + kMembers[kind] + "}\n\n";
}

inline std::string schema(int entities) {
  std::string text =
      "schema big { postgres 15 }\ntenancy { root Tenant app big_app owner big_owner }\n"
      "enum State { open closed }\nmixin Timestamps { created_at: timestamptz = now()  updated_at: "
      "timestamptz = now() @touch }\nentity Tenant { id: uuid = uuid() @key  name: text }\n";
  for (int i = 0; i < entities; ++i) text += entity(i);
  return text;
}

/// Messages of the same fields for protoc.
inline std::string proto(int messages) {
  std::string text = "syntax = \"proto3\";\npackage big;\nenum State { OPEN = 0; CLOSED = 1; }\n";
  for (int i = 0; i < messages; ++i) {
    text += fmt::format(
        "// Message {0}.\nmessage Thing{0} {{\n  string id = 1;\n  string name = 2;\n  optional string email "
        "= 3;\n"
        "  State state = 4;\n  string total = 5;\n  int32 count = 6;\n  bool flag = 7;\n"
        "  optional string note = 8;\n  repeated string tags = 9;\n  int64 created_at = 10;\n"
        "  int64 updated_at = 11;\n",
        i);
    if (i > 0) text += fmt::format("  optional string before = 12;\n");
    text += "}\n\n";
  }
  return text;
}

/// The same for flatc.
inline std::string flatbuffers(int tables) {
  std::string text = "namespace big;\nenum State : byte { Open, Closed }\n";
  for (int i = 0; i < tables; ++i) {
    text += fmt::format(
        "/// Table {0}.\ntable Thing{0} {{\n  id: string (required);\n  name: string (required);\n  email: "
        "string;\n"
        "  state: State;\n  total: string;\n  count: int;\n  flag: bool;\n  note: string;\n  tags: "
        "[string];\n"
        "  created_at: long;\n  updated_at: long;\n",
        i);
    if (i > 0) text += "  before: string;\n";
    text += "}\n\n";
  }
  return text;
}

}  // namespace tenon::benchmarks
