// Lints of a field by itself: its name and its type.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "sema/lints/findings.hpp"

namespace tenon::sema {
namespace {

using types::AttributeId;
using Words = std::span<const std::string_view>;

bool has_word(std::string_view name, Words words) {
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('_', at), name.size());
    if (one_of(name.substr(at, end - at), words)) return true;
    at = end + 1;
  }
  return false;
}

bool is_json(const FieldDraft& field) {
  return field.type && (field.type->name == "jsonb" || field.type->kind == ir::Type::Kind::kStruct);
}

}  // namespace

void status_as_text(const Linting& context, Findings& out) {
  static constexpr std::string_view kNames[] = {"status", "state",    "type",     "kind",     "role",
                                                "plan",   "channel",  "severity", "priority", "tier",
                                                "mode",   "currency", "platform", "event",    "period"};
  static constexpr std::string_view kEndings[] = {"_status", "_state", "_type", "_kind",    "_role",
                                                  "_plan",   "_tier",  "_mode", "_currency"};
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const bool named = one_of(field.name(), kNames) || ends_with(field.name(), kEndings);
    if (!named || !is_text(field) || is_checked(draft, field)) return;
    out.at(draft, field, fmt::format("`{}` takes any text", field.name()))
        .help(fmt::format("declare its values, `enum {} {{ … }}`, and use that as its type",
                          pascal_case(field.name())));
  });
}

void timestamp_without_zone(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    if (!field.type || field.type->name != "timestamp") return;
    out.at(draft, field, fmt::format("`{}` is a clock's reading and no point in time", field.name()))
        .at(field.syntax->type.span, "another moment in each time zone")
        .help("make it a `timestamptz`");
  });
}

void json_as_text(const Linting& context, Findings& out) {
  static constexpr std::string_view kNames[] = {"settings",   "metadata",    "keywords",
                                                "payload",    "config",      "attributes",
                                                "properties", "preferences", "json"};
  static constexpr std::string_view kEndings[] = {"_json",     "_data",     "_config",
                                                  "_settings", "_metadata", "_payload"};
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const bool named = one_of(field.name(), kNames) || ends_with(field.name(), kEndings);
    const bool said = field.syntax->doc.find("JSON") != std::string::npos;
    if (!is_text(field) || !(named || said)) return;
    out.at(draft, field, fmt::format("`{}` holds JSON as text", field.name()))
        .help("make it a `json<Struct>`, whose shape is known, or a `jsonb`");
  });
}

void shapeless_json(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    if (!is_of(field, {"jsonb"})) return;
    out.at(draft, field, fmt::format("nothing tells what `{}` holds", field.name()))
        .help(
            "declare its shape as a `struct`, with `...` where it may hold more, and write `json<…>`; what "
            "queries "
            "ask for is better a field of its own");
  });
}

void unmarked_pii(const Linting& context, Findings& out) {
  static constexpr std::string_view kNames[] = {
      "email",         "email_address", "phone",      "phone_number", "mobile",       "ip",
      "ip_address",    "full_name",     "first_name", "last_name",    "user_message", "message_text",
      "date_of_birth", "birthday",      "ssn",        "passport"};
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const bool marked = field.attributes.has(AttributeId::kPii) || field.attributes.has(AttributeId::kSecret);
    const bool can_hold = is_text(field) || is_of(field, {"inet", "cidr", "date"});
    if (marked || !can_hold || !one_of(field.name(), kNames)) return;
    out.at(draft, field, fmt::format("`{}` looks like personal data", field.name()))
        .help("mark it with `@pii`, and its entity needs to say how its rows go away");
  });
}

void shared_pii(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const bool shared = draft.entity.tenancy == ir::Tenancy::kGlobal && !draft.entity.visible;
    const ir::Column* column = column_of(draft, field);
    if (!shared || column == nullptr || !column->pii) return;
    out.at(draft, field, fmt::format("every tenant's requests read `{}`", field.name()))
        .also(draft.syntax->global.value_or(draft.syntax->name.span), "no policy guards what is global")
        .help(
            "keep it in a tenant's entity, let member rows show it (`visible through`), or say why all may "
            "read "
            "it: `@allow(shared_pii, \"…\")`");
  });
}

void unmarked_secret(const Linting& context, Findings& out) {
  static constexpr std::string_view kNames[] = {"password",    "token",      "secret",
                                                "credentials", "credential", "api_key"};
  static constexpr std::string_view kEndings[] = {"_password",   "_token",       "_secret",
                                                  "_api_key",    "_credentials", "password_hash",
                                                  "private_key", "access_key"};
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const ir::Column* column = column_of(draft, field);
    const bool named = one_of(field.name(), kNames) || ends_with(field.name(), kEndings);
    const bool marked =
        field.attributes.has(AttributeId::kSecret) || (column != nullptr && column->encrypted);
    if (!named || marked || !(is_text(field) || is_of(field, {"bytea"}) || is_json(field))) return;
    out.at(draft, field, fmt::format("`{}` looks like a secret", field.name()))
        .help("mark it with `@secret`, so that nothing prints it, or with `@encrypted`");
  });
}

void money_as_float(const Linting& context, Findings& out) {
  static constexpr std::string_view kWords[] = {"price",  "cost",    "amount", "total",  "revenue", "spend",
                                                "budget", "balance", "fee",    "salary", "payment", "refund",
                                                "tax",    "usd",     "eur",    "value",  "discount"};
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    if (!is_of(field, {"float4", "float8"}) || !has_word(field.name(), kWords)) return;
    out.at(draft, field, fmt::format("`{}` counts money in floating point", field.name()))
        .at(field.syntax->type.span, "it rounds cents away")
        .help("make it a `numeric(12,2)`");
  });
}

void time_as_number(const Linting& context, Findings& out) {
  static constexpr std::string_view kNames[] = {"expires", "expiry", "timestamp", "created", "updated"};
  static constexpr std::string_view kEndings[] = {"_at", "_timestamp"};
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const bool named = one_of(field.name(), kNames) || ends_with(field.name(), kEndings);
    if (!named || !is_of(field, {"int4", "int8"})) return;
    out.at(draft, field, fmt::format("`{}` keeps a time as a number", field.name()))
        .help("make it a `timestamptz`");
  });
}

void unbounded_text(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const bool is_open =
        is_of(field, {"text", "citext"}) || (is_of(field, {"varchar"}) && field.type->parameters.empty());
    if (!is_open || is_checked(draft, field)) return;
    out.at(draft, field, fmt::format("`{}` may be of any length", field.name()))
        .help("make it a `varchar(n)`, or give it a check: `@check(`char_length(…) <= 200`)`");
  });
}

void embedding_not_vector(const Linting& context, Findings& out) {
  static constexpr std::string_view kVectors[] = {"vector", "halfvec", "sparsevec"};
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const bool named = field.name() == "embedding" || field.name() == "embedding_vector" ||
                       field.name().ends_with("_embedding");
    const bool raw = field.type && field.type->kind == ir::Type::Kind::kRaw;
    if (!named || !field.type || raw || one_of(field.type->name, kVectors)) return;
    out.at(draft, field, fmt::format("`{}` is no vector, and can't be searched as one", field.name()))
        .at(field.syntax->type.span)
        .help("list the extension `vector`, and make it a `vector(n)` of the model's dimensions");
  });
}

void untouched_updated_at(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    if (field.name() != "updated_at" || !is_time(field) || field.attributes.has(AttributeId::kTouch)) return;
    out.at(draft, field, "`updated_at` stays as it is when the row changes")
        .help("add `@touch`: each update sets it");
  });
}

void nullable_relation(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const bool set_null =
        field.attributes.has(AttributeId::kOnDelete) &&
        std::get<ast::Name>(field.attributes.find(AttributeId::kOnDelete)->arguments[0].node).text ==
            "set_null";
    // The first tenant of a tree stands below nobody: that is said by `tree`.
    const auto& tenancy = context.schema.tenancy;
    const bool tree = tenancy && draft.entity.name == tenancy->root && field.name() == tenancy->tree;
    if (field.target == nullptr || !field.nullable() || set_null || tree || !field.syntax->doc.empty())
      return;
    out.at(draft, field, fmt::format("`{}` may refer to nothing, and nothing tells when", field.name()))
        .at(*field.syntax->nullable, "NULL here")
        .help("remove the `?`, or say in a `///` comment what a row without it is");
  });
}

void id_without_relation(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    if (field.target != nullptr || !field.name().ends_with("_id") || !field.type) return;
    const std::string meant = field.name().substr(0, field.name().size() - 3);
    const Draft* found = context.drafts.meant_by(meant);
    if (found == nullptr || found == &draft) return;
    out.at(draft, field,
           fmt::format("`{}` names {} `{}` that needn't be there", field.name(), article(found->entity.name),
                       found->entity.name))
        .also(found->syntax->name.span, "this entity")
        .help(fmt::format("make it a relation, with a foreign key: `{}: {}`", meant, found->entity.name));
  });
}

/// One counter for all tenants: each sees by the gaps how many rows others have added meanwhile.
void shared_counter(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const ast::Attribute* serial = field.attributes.find(AttributeId::kSerial);
    const ast::Attribute* identity =
        serial != nullptr ? serial : field.attributes.find(AttributeId::kIdentity);
    const auto& value = field.syntax->default_value;
    const auto* call = value ? std::get_if<ast::Call>(&value->node) : nullptr;
    const bool next = call != nullptr && call->function.text == "next";
    if ((identity == nullptr && !next) || !in_tenant(draft.entity)) return;
    out.at(draft, field, fmt::format("`{}` tells a tenant how many rows others add", field.name()))
        .at(next ? value->span : identity->span, "one counter for all tenants")
        .help(
            "count each tenant's rows by themselves, `= next_number()`, or let a key be a `uuid` that tells "
            "nothing");
  });
}

/// Where values are few, which rows hold the same one tells nearly which it is; of a global entity all
/// tenants' rows are told of by one hash.
void telling_hash(const Linting& context, Findings& out) {
  static constexpr std::string_view kFew[] = {
      "sex",      "gender", "status",     "state",    "type",      "kind",        "category",
      "class",    "role",   "level",      "grade",    "priority",  "country",     "region",
      "language", "locale", "currency",   "religion", "ethnicity", "nationality", "citizenship",
      "marital",  "blood",  "salutation", "is",       "has",       "flag",        "year"};
  constexpr int kShort = 3;  // a country's code
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const ir::Column* column = column_of(draft, field);
    if (column == nullptr || ir::hash_column(draft.entity, *column) == nullptr) return;
    const std::vector<int>& length = column->type.parameters;
    const bool is_short = !length.empty() && length.front() <= kShort;
    const bool has_few = is_short || has_word(field.name(), kFew);
    if (!has_few && draft.entity.tenancy != ir::Tenancy::kGlobal) return;
    out.at(draft, field, fmt::format("the hash of `{}` gives it away", field.name()))
        .at(field.attributes.find(AttributeId::kEncrypted)->span,
            has_few ? "few values, and whoever reads the table sees which rows share one"
                    : "one hash for all tenants' rows, which shows those that hold the same")
        .help(has_few ? "search by another field, and encrypt this one without a hash"
                      : "let the rows belong to a tenant, or encrypt the field without a hash");
  });
}

}  // namespace tenon::sema
