-- An application of several organisations, as many are that grew: some of its tables name the organisation,
-- some only what belongs to one, some may, and of some it is a policy that tells.
CREATE TYPE order_state AS ENUM ('open', 'paid', 'shipped');

CREATE TABLE countries (code text PRIMARY KEY, name text NOT NULL);
CREATE TABLE organizations (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name       text NOT NULL,
  slug       text NOT NULL UNIQUE,
  country    text REFERENCES countries,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE users (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations,
  email           text NOT NULL UNIQUE,
  name            text NOT NULL
);
CREATE TABLE customers (
  id              serial PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  name            text NOT NULL,
  email           text,
  country         text REFERENCES countries,
  UNIQUE (organization_id, email)
);
CREATE INDEX ON customers (organization_id);
CREATE INDEX ON customers (organization_id, name);
CREATE TABLE products (
  id              serial PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  sku             text NOT NULL,
  price           numeric(12,2) NOT NULL DEFAULT 0 CHECK (price >= 0),
  CONSTRAINT sku_of_organization UNIQUE (organization_id, sku)
);
CREATE TABLE categories (
  id              serial PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  name            text NOT NULL,
  parent_id       integer REFERENCES categories ON DELETE SET NULL
);
CREATE TABLE product_categories (
  product_id  integer REFERENCES products ON DELETE CASCADE,
  category_id integer REFERENCES categories ON DELETE CASCADE,
  PRIMARY KEY (product_id, category_id)
);
CREATE TABLE orders (
  id          bigserial PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES customers,
  placed_by   uuid REFERENCES users ON DELETE SET NULL,
  number      text NOT NULL,
  state       order_state NOT NULL DEFAULT 'open',
  placed_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON orders (customer_id);
CREATE TABLE order_lines (
  id         bigserial PRIMARY KEY,
  order_id   bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
  product_id integer NOT NULL REFERENCES products,
  quantity   integer NOT NULL DEFAULT 1 CHECK (quantity > 0)
);
CREATE INDEX ON order_lines (order_id);
CREATE TABLE payments (
  id       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id bigint NOT NULL REFERENCES orders,
  amount   numeric(12,2) NOT NULL,
  paid_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE shipments (
  id       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id bigint NOT NULL REFERENCES orders,
  carrier  text NOT NULL,
  UNIQUE (order_id, carrier)
);
CREATE TABLE notes (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES customers ON DELETE CASCADE,
  author_id   uuid REFERENCES users,
  body        text NOT NULL
);
CREATE TABLE tags (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations,
  label           text NOT NULL,
  UNIQUE (organization_id, label)
);
CREATE TABLE note_tags (
  note_id bigint REFERENCES notes ON DELETE CASCADE,
  tag_id  uuid REFERENCES tags ON DELETE CASCADE,
  PRIMARY KEY (note_id, tag_id)
);
CREATE TABLE attachments (
  id       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  note_id  bigint REFERENCES notes,
  order_id bigint REFERENCES orders,
  name     text NOT NULL
);
CREATE TABLE sessions (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  started_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE audit_log (
  id              bigserial PRIMARY KEY,
  organization_id uuid REFERENCES organizations,
  user_id         uuid REFERENCES users,
  action          text NOT NULL,
  at              timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE documents (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations,
  title           text NOT NULL
);
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_documents ON documents
  USING (organization_id = current_setting('app.current_organization', true)::uuid)
  WITH CHECK (organization_id = current_setting('app.current_organization', true)::uuid);
CREATE TABLE invitations (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations,
  email           text NOT NULL
);
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_members ON invitations
  USING (organization_id IN (SELECT organization_id FROM users WHERE id = current_setting('app.user', true)::uuid));
CREATE TABLE plans (id text PRIMARY KEY, price numeric(12,2) NOT NULL);
