-- What the application does while this version runs: it mends what the next one refuses.

-- A document has an error when it has failed, and else none.
UPDATE documents SET error = NULL WHERE status <> 'failed';

-- What is there twice stays once.
DELETE FROM documents AS d USING documents AS other
WHERE other.tenant_id = d.tenant_id AND other.checksum = d.checksum AND other.id < d.id;
DELETE FROM invoices AS i USING invoices AS other
WHERE other.tenant_id = i.tenant_id AND other.stripe_invoice_id = i.stripe_invoice_id AND other.id < i.id;
DELETE FROM analytics_daily AS a USING analytics_daily AS other
WHERE other.tenant_id = a.tenant_id AND other.day = a.day AND other.id < a.id;
