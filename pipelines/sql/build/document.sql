-- One row: one document received, with what became of it.
CREATE TABLE document AS
SELECT * FROM stage_document ORDER BY dataset, sha256
