-- One row: one judgement of today whose fingerprint begins as given.
SELECT DISTINCT fingerprint, dataset, agency_id, agency, year AS report_year, rule, member, left_side,
    right_side, message_zh, message_en, axis, status, county_code
FROM main.findings
WHERE starts_with(fingerprint, $fingerprint)
ORDER BY ALL
