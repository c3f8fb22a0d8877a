-- What the application does while this version runs: it mends what the next one refuses.

-- A document has an error when it has failed, and else none.
UPDATE documents SET error = NULL WHERE status <> 'failed';
