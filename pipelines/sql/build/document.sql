-- Documents received, and what became of those that gave no report.
DELETE FROM document USING changed_document c
WHERE document.dataset = c.dataset AND document.sha256 = c.sha256;
DELETE FROM refusal USING changed_document c
WHERE refusal.dataset = c.dataset AND refusal.sha256 = c.sha256;
INSERT INTO document SELECT * FROM stage_document ORDER BY dataset, sha256;
INSERT INTO refusal SELECT * FROM stage_refusal ORDER BY dataset, sha256
