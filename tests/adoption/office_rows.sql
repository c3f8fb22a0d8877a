INSERT INTO countries VALUES ('de', 'Germany'), ('fr', 'France');
INSERT INTO plans VALUES ('free', 0), ('team', 9);
INSERT INTO organizations (id, name, slug, country) VALUES
  ('a0000000-0000-4000-8000-000000000001', 'Acme', 'acme', 'de'),
  ('b0000000-0000-4000-8000-000000000002', 'Bolt', 'bolt', 'fr');
INSERT INTO users (organization_id, email, name)
  SELECT o.id, o.slug || n || '@example.org', o.name || n FROM organizations o, generate_series(1, 3) n;
INSERT INTO customers (organization_id, name, email, country)
  SELECT o.id, 'customer ' || n, 'c' || n || '@example.org', 'de' FROM generate_series(1, 20) n, organizations o;
INSERT INTO products (organization_id, sku, price)
  SELECT o.id, 'P-' || n, n FROM generate_series(1, 10) n, organizations o;
INSERT INTO categories (organization_id, name) SELECT o.id, 'all' FROM organizations o;
INSERT INTO categories (organization_id, name, parent_id) SELECT organization_id, 'some', id FROM categories;
INSERT INTO product_categories
  SELECT p.id, c.id FROM products p JOIN categories c USING (organization_id) WHERE p.id % 3 = 0;
INSERT INTO orders (customer_id, placed_by, number)
  SELECT c.id, (SELECT u.id FROM users u WHERE u.organization_id = c.organization_id ORDER BY u.email LIMIT 1), 'O-' || c.id || '-' || n
  FROM customers c, generate_series(1, 3) n;
INSERT INTO order_lines (order_id, product_id, quantity)
  SELECT o.id, p.id, 2 FROM orders o JOIN customers c ON c.id = o.customer_id
  JOIN products p ON p.organization_id = c.organization_id AND p.id % 4 = o.id % 4;
INSERT INTO payments (order_id, amount) SELECT id, 10 FROM orders WHERE id % 2 = 0;
INSERT INTO shipments (order_id, carrier) SELECT id, 'post' FROM orders WHERE id % 4 = 0;
INSERT INTO notes (customer_id, author_id, body)
  SELECT c.id, (SELECT u.id FROM users u WHERE u.organization_id = c.organization_id ORDER BY u.email DESC LIMIT 1), 'of ' || c.name
  FROM customers c WHERE c.id % 2 = 0;
INSERT INTO tags (organization_id, label) SELECT o.id, 'tag ' || n FROM organizations o, generate_series(1, 3) n;
INSERT INTO note_tags
  SELECT n.id, t.id FROM notes n JOIN customers c ON c.id = n.customer_id JOIN tags t USING (organization_id);
INSERT INTO attachments (note_id, name) SELECT id, 'of a note' FROM notes;
INSERT INTO attachments (order_id, name) SELECT id, 'of an order' FROM orders WHERE id % 5 = 0;
INSERT INTO sessions (user_id) SELECT id FROM users;
INSERT INTO audit_log (organization_id, user_id, action)
  SELECT CASE WHEN u.name LIKE '%1' THEN NULL ELSE u.organization_id END, u.id, 'signed in' FROM users u;
INSERT INTO documents (organization_id, title) SELECT id, 'contract' FROM organizations;
INSERT INTO invitations (organization_id, email) SELECT id, 'new@example.org' FROM organizations;
