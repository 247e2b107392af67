-- One row: one document that is no annual report for one reason, and whose detail names an agency.
SELECT sha256, name, detail
FROM document
WHERE dataset = $dataset AND code = $code
    AND json_extract_string(detail, '$.agency') IN (SELECT unnest($names::VARCHAR[]))
ORDER BY name, sha256
