-- Fields that stand the same at the end of several tables, and some that only look so.
CREATE TABLE public.users (id integer PRIMARY KEY, name text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL, updated_at timestamp with time zone);
CREATE TABLE public.posts (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES public.users, body text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL, updated_at timestamp with time zone);
CREATE TABLE public.notes (id integer PRIMARY KEY, post_id integer NOT NULL REFERENCES public.posts,
  created_at timestamp with time zone DEFAULT now() NOT NULL, updated_at timestamp with time zone);
CREATE INDEX notes_created_at_idx ON public.notes (created_at);
-- In the middle; with another default; with a comment; and two that are alone.
CREATE TABLE public.marks (id integer PRIMARY KEY,
  created_at timestamp with time zone DEFAULT now() NOT NULL, updated_at timestamp with time zone, note_id integer NOT NULL REFERENCES public.notes);
CREATE TABLE public.words (id integer PRIMARY KEY, created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL, updated_at timestamp with time zone);
CREATE TABLE public.hints (id integer PRIMARY KEY, created_at timestamp with time zone DEFAULT now() NOT NULL, updated_at timestamp with time zone);
COMMENT ON COLUMN public.hints.updated_at IS 'By hand.';
CREATE TABLE public.places (id integer PRIMARY KEY, street text NOT NULL, town text NOT NULL, postcode text);
CREATE TABLE public.shops (id integer PRIMARY KEY, street text NOT NULL, town text NOT NULL, postcode text);
