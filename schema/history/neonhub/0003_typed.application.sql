-- What the application does while this version runs: it fills what the next one wants filled.

-- Each member gets the role of its name; who is a member twice stays one once.
INSERT INTO roles (organization_id, name) SELECT DISTINCT organization_id, role FROM memberships ON CONFLICT DO NOTHING;
UPDATE memberships AS m SET role_id = r.id FROM roles AS r
WHERE m.role_id IS NULL AND r.organization_id = m.organization_id AND r.name = m.role;
DELETE FROM memberships AS m USING memberships AS other
WHERE other.organization_id = m.organization_id AND other.user_id = m.user_id AND other.id < m.id;

-- What has no brand gets the house's, and a document without a dataset goes into the archive.
INSERT INTO brands (organization_id, name, slug) SELECT id, 'House', 'house' FROM organizations;
UPDATE campaigns AS c SET brand_id = b.id FROM brands AS b
WHERE c.brand_id IS NULL AND b.organization_id = c.organization_id AND b.slug = 'house';
UPDATE contents AS c SET brand_id = b.id FROM brands AS b
WHERE c.brand_id IS NULL AND b.organization_id = c.organization_id AND b.slug = 'house';
INSERT INTO datasets (organization_id, name, slug, kind) SELECT id, 'Archive', 'archive', 'knowledge' FROM organizations;
UPDATE documents AS d SET dataset_id = s.id FROM datasets AS s
WHERE d.dataset_id IS NULL AND s.organization_id = d.organization_id AND s.slug = 'archive';
