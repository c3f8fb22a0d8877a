-- Views as others write them: most are told by declarations, some the language has no words for.
CREATE TYPE order_state AS ENUM ('open', 'paid');
CREATE TABLE customers (
  id         serial PRIMARY KEY,
  first_name varchar(40) NOT NULL,
  last_name  varchar(40) NOT NULL,
  city       text,
  active     boolean NOT NULL DEFAULT true,
  born       date
);
CREATE TABLE orders (
  id          bigint PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES customers,
  state       order_state NOT NULL DEFAULT 'open',
  total       numeric(10,2) NOT NULL,
  note        character(10),
  placed      timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE visits (at timestamptz NOT NULL, customer_id integer) PARTITION BY RANGE (at);
CREATE SCHEMA reports;

CREATE VIEW customer_list AS
  SELECT c.id, c.first_name || ' ' || c.last_name AS name, c.city AS "zip code",
    CASE WHEN c.active THEN 'active' ELSE '' END AS notes, count(o.id) AS orders, coalesce(sum(o.total), 0) AS total,
    date_part('year', age(c.born)) AS years
  FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.state = 'paid'
  WHERE c.city IS NOT NULL AND (c.active OR c.born > '2000-01-01')
  GROUP BY c.id;
COMMENT ON VIEW customer_list IS 'Who has ordered what.';
-- Its name comes before that of what it reads.
CREATE VIEW all_of_it AS SELECT d.name, d.orders, d."zip code" FROM customer_list d WHERE d.orders > 0;
CREATE VIEW customer AS SELECT id, upper(last_name) AS name FROM customers;
CREATE VIEW reports.by_city WITH (security_invoker = true) AS
  WITH paid AS (SELECT o.customer_id, o.total FROM orders o WHERE o.state = 'paid')
  SELECT c.city, avg(p.total) AS mean, max(p.total) FILTER (WHERE p.total > 1) AS most
  FROM customers c JOIN paid p ON p.customer_id = c.id GROUP BY c.city;
CREATE VIEW moments AS
  SELECT o.id, o.placed, 'an
order' AS what, o.note FROM orders o UNION ALL SELECT c.id, c.born, 'a birth', NULL FROM customers c;

-- What is more than its query, or isn't known.
CREATE VIEW guarded WITH (security_barrier = true) AS SELECT id FROM customers;
CREATE VIEW checked AS SELECT id, active FROM customers WHERE active WITH LOCAL CHECK OPTION;
CREATE VIEW ruled AS SELECT id, city FROM customers;
CREATE RULE ruled_away AS ON DELETE TO ruled DO INSTEAD NOTHING;
CREATE VIEW written AS SELECT id, city FROM customers;
CREATE FUNCTION write() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER writes INSTEAD OF INSERT ON written FOR EACH ROW EXECUTE FUNCTION write();
CREATE VIEW granted AS SELECT id FROM customers;
GRANT SELECT ON granted TO pg_monitor;
CREATE VIEW commented AS SELECT id FROM customers;
COMMENT ON COLUMN commented.id IS 'Whose.';
CREATE VIEW visited AS SELECT at FROM visits;
CREATE MATERIALIZED VIEW totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY 1;
CREATE VIEW of_totals AS SELECT customer_id FROM totals;
CREATE VIEW of_the_catalog AS SELECT relname FROM pg_class;
CREATE RECURSIVE VIEW counted (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 10;
