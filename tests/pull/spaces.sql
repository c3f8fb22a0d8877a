-- Two Postgres schemas, of which one table refers to the other's, and nothing in the third, public.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA people;
CREATE SCHEMA "Sales Dept";
CREATE TABLE people.person (id uuid PRIMARY KEY, name text NOT NULL, boss uuid REFERENCES people.person);
CREATE TYPE "Sales Dept".state AS ENUM ('a', 'b');
CREATE TABLE "Sales Dept".person (id uuid PRIMARY KEY, of_person uuid NOT NULL REFERENCES people.person, state "Sales Dept".state);
CREATE FUNCTION people.known(uuid) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT EXISTS (SELECT FROM people.person WHERE id = $1)';
COMMENT ON FUNCTION people.known(uuid) IS 'Whether it is somebody.';
