-- Migration 4 of platform: whole. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- To be run once no code of the version before runs.

-- tenon: head
SET ROLE platform_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on accounts, widgets)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE accounts, widgets IN ACCESS EXCLUSIVE MODE;
-- drop column whitelist of public.widgets (ACCESS EXCLUSIVE on widgets; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE widgets DROP COLUMN whitelist;
-- drop column expires_at_seconds of public.accounts (ACCESS EXCLUSIVE on accounts; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE accounts DROP COLUMN expires_at_seconds;
-- drop opaque make_texts_of
drop function texts_of(jsonb);
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = '0035c764d99c9af9', accepts = '{}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;
