#include "dialect/tenant.hpp"

#include "dialect/dialect.hpp"

namespace tenon::dialect {
namespace {

using render::authored_sql;
using render::sql_format;
using render::sql_literal;

/// HMAC-SHA-256 of a text by a row of `tenon.signing_keys`. What the text begins with says what it is for: a
/// key that two schemas were given all the same signs no tenant of the one for the other.
SqlText signature_of(const ir::Schema& schema, std::string_view text) {
  return sql_format("sha256(outer_pad || sha256(inner_pad || convert_to({} || {}, 'UTF8')))",
                    sql_literal("tenon." + schema.name + "."), authored_sql(text));
}

/// The key that shared rows have in a tenant's place is no tenant's.
SqlText tenant_told(const ir::Schema& schema) {
  const SqlText told = sql_format("nullif(tenant, '')::{}", type(schema, schema.tenancy->type));
  return ir::is_shared(schema) ? sql_format("nullif({}, {})", told, no_tenant(schema)) : told;
}

/// Garbage gives NULL and never an error: what a cast would refuse is told from the text first, and in a
/// statement of its own, since within one the planner may cast ahead. The parts are split off one by one: a
/// pattern that captures them all takes twenty times as long.
SqlText signed_tenant(const ir::Schema& schema) {
  return sql_format(
      R"sql(
DECLARE
  -- Key, backend, second and signature; and the tenant, whatever its text.
  given constant text := current_setting({}, true);
  key constant text := split_part(given, '.', 1);
  backend constant text := split_part(given, '.', 2);
  second constant text := split_part(given, '.', 3);
  who constant text := key || '.' || backend || '.' || second || '.';
  tenant constant text := substr(given, length(who) + 66);
  signature bytea;
BEGIN
  IF backend IS DISTINCT FROM pg_backend_pid()::text OR second !~ '^[0-9]{{1,12}}$' THEN
    RETURN NULL;
  END IF;
  -- What was valid when the transaction began stays so: its time is the transaction's, and a later one refuses it.
  IF second::bigint < extract(epoch FROM now()) - 60
     OR second::bigint > extract(epoch FROM statement_timestamp()) + 60 THEN
    RETURN NULL;
  END IF;
  SELECT {}
  INTO signature FROM tenon.signing_keys WHERE id::text = key;
  -- Hashed once more: the time that comparing takes tells nothing of how much of a guess is right.
  IF signature IS NULL
     OR sha256(convert_to(encode(signature, 'hex') || '.', 'UTF8'))
        <> sha256(convert_to(substr(given, length(who) + 1, 65), 'UTF8')) THEN
    RETURN NULL;
  END IF;
  RETURN {};
END
)sql",
      sql_literal(schema.tenancy->setting), signature_of(schema, "who || tenant"), tenant_told(schema));
}

/// Signed with a key of the database's own, so that there is nothing to be kept in a file.
SqlText enter_signed(const ir::Schema& schema) {
  return sql_format(
      R"sql(
DECLARE
  who constant text := '0.' || pg_backend_pid() || '.' || floor(extract(epoch FROM now())) || '.';
  signature bytea;
BEGIN
  SELECT {}
  INTO signature FROM tenon.signing_keys WHERE id = 0;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the database has no signing key of its own'
      USING HINT = 'make one, without looking at it: DO $$ BEGIN PERFORM tenon.add_signing_key(0); END $$';
  END IF;
  PERFORM set_config({}, who || encode(signature, 'hex') || '.' || $1, true);
END
)sql",
      signature_of(schema, "who || $1"), sql_literal(schema.tenancy->setting));
}

SqlText enter(const ir::Schema& schema) {
  return sql_format("\nBEGIN\n  PERFORM set_config({}, $1, true);\nEND\n",
                    sql_literal(schema.tenancy->setting));
}

// HMAC takes a key XOR-ed with two pads. No error of a constraint may quote a row: its parts are looked at
// first.
constexpr std::string_view kAddKey = R"sql(
DECLARE
  chosen constant bytea := coalesce($2, sha256(
    uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
  inner_pad bytea := decode(repeat('36', 64), 'hex');
  outer_pad bytea := decode(repeat('5c', 64), 'hex');
BEGIN
  IF $1 IS NULL OR $1 NOT BETWEEN 0 AND 999999999 THEN
    RAISE EXCEPTION 'a signing key has a number from 1 to 999999999';
  END IF;
  IF length(chosen) <> 32 THEN
    RAISE EXCEPTION 'a signing key has 32 bytes, and this one has %', length(chosen);
  END IF;
  FOR i IN 0..31 LOOP
    inner_pad := set_byte(inner_pad, i, get_byte(chosen, i) # get_byte(inner_pad, i));
    outer_pad := set_byte(outer_pad, i, get_byte(chosen, i) # get_byte(outer_pad, i));
  END LOOP;
  INSERT INTO tenon.signing_keys VALUES ($1, inner_pad, outer_pad);
  RETURN chosen;
END
)sql";

constexpr std::string_view kRetireKey = R"sql(
BEGIN
  DELETE FROM tenon.signing_keys AS key WHERE key.id = $1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no signing key %', $1;
  END IF;
  IF $1 = 0 THEN
    PERFORM tenon.add_signing_key(0);
  END IF;
END
)sql";

TenantFunction made(std::string name, std::string remark, std::string_view heading, std::string_view traits,
                    SqlText body) {
  TenantFunction out;
  out.name = std::move(name);
  out.remark = std::move(remark);
  out.heading = authored_sql(heading);
  out.traits = authored_sql(traits);
  out.body = std::move(body);
  return out;
}

}  // namespace

std::vector<TenantFunction> tenant_functions(const ir::Schema& schema) {
  const bool is_signed = schema.tenancy->is_signed;
  std::vector<TenantFunction> out;
  if (is_signed) {
    out.push_back(made("current_tenant",
                       "P5, P17: the tenant that the program signed for this backend and this time; NULL for "
                       "all else, which no row matches.",
                       "()", "LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER",
                       signed_tenant(schema)));
    out.back().heading = sql_format("() RETURNS {}", type(schema, schema.tenancy->type));
    out.back().for_users = true;
  }
  out.push_back(made("enter_tenant",
                     "The owner's way into a tenant for the open transaction: for seeds, administrators and "
                     "maintenance.",
                     "(tenant text) RETURNS void", "LANGUAGE plpgsql",
                     is_signed ? enter_signed(schema) : enter(schema)));
  if (!is_signed) return out;
  out.push_back(
      made("add_signing_key",
           "The owner's: takes a key that programs sign with, or makes one, and gives it back. Values "
           "name their key by its number.",
           "(id integer, key bytea DEFAULT NULL) RETURNS bytea", "LANGUAGE plpgsql", authored_sql(kAddKey)));
  out.push_back(
      made("retire_signing_key",
           "The owner's: what the key has signed counts no more. The database's own, 0, is made anew.",
           "(id integer) RETURNS void", "LANGUAGE plpgsql", authored_sql(kRetireKey)));
  return out;
}

}  // namespace tenon::dialect
