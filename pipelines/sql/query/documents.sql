-- One row: one document received for a data set, with what became of it.
SELECT sha256, name, address, received_at, outcome, code, detail, report_count
FROM document
WHERE dataset = $dataset
ORDER BY name, sha256
