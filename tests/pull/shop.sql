-- A shop as many are: some of its names follow a convention, some don't, and some of it no schema language says.
CREATE EXTENSION pg_trgm;
CREATE TYPE order_state AS ENUM ('open', 'in-progress', 'On hold', 'true');
CREATE DOMAIN percent AS integer DEFAULT 0 CONSTRAINT percent_range CHECK (VALUE BETWEEN 0 AND 100);
CREATE FUNCTION is_sku(text) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN $1 ~ '^[A-Z]+-[0-9]+$';
CREATE SEQUENCE invoice_numbers START 1000;
CREATE SEQUENCE countdown AS smallint INCREMENT -1 MINVALUE 1 MAXVALUE 100 START 100 CYCLE;
COMMENT ON SEQUENCE countdown IS 'Down, and up again.';
CREATE TYPE place AS (x double precision, y double precision);
CREATE TYPE address AS (street text, city varchar(20), at place);
COMMENT ON TYPE address IS 'Where somebody lives.';

CREATE TABLE customers (
  id         serial PRIMARY KEY,
  email      text NOT NULL UNIQUE,
  "fullName" varchar(80),
  "class"    char(1) DEFAULT 'A',
  born       date,
  home       address,
  remark     varchar,
  turn       integer DEFAULT nextval('countdown'),
  bill       integer DEFAULT nextval('invoice_numbers'),
  settings   jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE customers IS 'Who buys.
Or has bought.';
COMMENT ON COLUMN customers.email IS 'Where `news` go.';

CREATE TABLE "Order" (
  "Order Id" bigint GENERATED ALWAYS AS IDENTITY (START 100 CACHE 5),
  customer_id integer NOT NULL REFERENCES customers ON DELETE CASCADE,
  payer integer CONSTRAINT who_pays REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
  state order_state NOT NULL DEFAULT 'open',
  rebate percent,
  number bigint NOT NULL DEFAULT nextval('invoice_numbers'),
  total numeric(12,2) NOT NULL DEFAULT 0,
  tax numeric GENERATED ALWAYS AS (total * 0.19) STORED,
  note text COLLATE "C",
  CONSTRAINT "PK_Order" PRIMARY KEY ("Order Id"),
  CONSTRAINT not_negative CHECK (total >= 0),
  CONSTRAINT "Order_payer_check" CHECK (payer <> customer_id)
);
CREATE UNIQUE INDEX one_open ON "Order" (customer_id) WHERE state = 'open';
CREATE INDEX "Order_note_idx" ON "Order" USING gin (note gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX ON "Order" (lower(note), total DESC NULLS LAST) INCLUDE (state);
ALTER TABLE "Order" ALTER COLUMN note SET STORAGE EXTERNAL, ALTER COLUMN note SET STATISTICS 50;

CREATE TABLE lines (
  order_id bigint REFERENCES "Order",
  position smallint,
  sku varchar(20) NOT NULL CHECK (is_sku(sku)),
  PRIMARY KEY (order_id, position)
) WITH (fillfactor = 70);
CREATE TABLE returns (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id bigint NOT NULL,
  position smallint NOT NULL,
  CONSTRAINT returns_line FOREIGN KEY (order_id, position) REFERENCES lines ON UPDATE CASCADE
);
CREATE TABLE notes_of_nobody (line text, at timestamp(3));
CREATE TABLE visits (at timestamptz NOT NULL, page text) PARTITION BY RANGE (at);
CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX ON visits (page);

CREATE VIEW open_orders AS SELECT o."Order Id", c.email FROM "Order" o JOIN customers c ON c.id = o.customer_id WHERE o.state = 'open';
COMMENT ON VIEW open_orders IS 'What is to be done.';
CREATE MATERIALIZED VIEW totals AS SELECT customer_id, sum(total) AS total FROM "Order" GROUP BY 1;
CREATE UNIQUE INDEX ON totals (customer_id);
CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1');
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.created_at := now(); RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON customers FOR SELECT USING (email = current_setting('app.email', true));
CREATE STATISTICS together (dependencies) ON customer_id, state FROM "Order";
GRANT SELECT ON customers TO PUBLIC;
