-- Tables that are parted as the language says it, and one that it has no words for.
CREATE TYPE public.size AS ENUM ('small', 'very big');
CREATE TABLE public.payments (
  id integer GENERATED ALWAYS AS IDENTITY, paid_at timestamp with time zone NOT NULL, amount numeric(8,2) NOT NULL DEFAULT 0,
  CONSTRAINT payments_amount_check CHECK (amount >= 0), PRIMARY KEY (paid_at, id)) PARTITION BY RANGE (paid_at);
CREATE INDEX ON public.payments (amount);
CREATE TABLE public.payments_p2025 PARTITION OF public.payments FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE TABLE public."Payments of 2026" PARTITION OF public.payments FOR VALUES FROM ('2026-01-01 00:00:00+00') TO (MAXVALUE);
-- It has an index, a check and a comment of its own.
CREATE INDEX payments_p2025_of_zero ON public.payments_p2025 (id) WHERE amount = 0;
ALTER TABLE public.payments_p2025 ADD CONSTRAINT payments_p2025_check CHECK (amount < 1000);
COMMENT ON TABLE public.payments_p2025 IS 'The first year.';
COMMENT ON TABLE public.payments IS 'What was paid.';
GRANT SELECT ON public.payments_p2025 TO PUBLIC;

CREATE TABLE public.boxes (id bigint, size public.size NOT NULL, note text, PRIMARY KEY (id, size)) PARTITION BY LIST (size);
CREATE TABLE public.small_boxes PARTITION OF public.boxes FOR VALUES IN ('small') WITH (fillfactor=70);
CREATE TABLE public.boxes_big PARTITION OF public.boxes FOR VALUES IN ('very big') WITH (fillfactor=70);
CREATE TABLE public.boxes_rest PARTITION OF public.boxes DEFAULT WITH (fillfactor=70);

CREATE TABLE public.marks (a integer NOT NULL, b text NOT NULL, PRIMARY KEY (a, b)) PARTITION BY RANGE (a, b);
CREATE TABLE public.marks_low PARTITION OF public.marks FOR VALUES FROM (MINVALUE, MINVALUE) TO (-5, 'it''s, so');
CREATE TABLE public.marks_high PARTITION OF public.marks FOR VALUES FROM (-5, 'it''s, so') TO (7, 'z');

CREATE TABLE public.uploads (id uuid PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE public.uploads_p0 PARTITION OF public.uploads FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE public.uploads_p1 PARTITION OF public.uploads FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE public.upload_views (id integer PRIMARY KEY, upload uuid NOT NULL REFERENCES public.uploads ON DELETE CASCADE);

-- Divided once more; by an expression; by what may be NULL.
CREATE TABLE public.twice (id integer, at date, PRIMARY KEY (id, at)) PARTITION BY LIST (id);
CREATE TABLE public.twice_one PARTITION OF public.twice FOR VALUES IN (1) PARTITION BY RANGE (at);
CREATE TABLE public.twice_one_first PARTITION OF public.twice_one FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE public.folded (name text) PARTITION BY LIST (lower(name));
CREATE TABLE public.folded_a PARTITION OF public.folded FOR VALUES IN ('a');
CREATE TABLE public.maybe (n integer) PARTITION BY RANGE (n);
CREATE TABLE public.maybe_1 PARTITION OF public.maybe FOR VALUES FROM (1) TO (2);
