-- One row: one judgement of today whose fingerprint begins as given.
SELECT DISTINCT f.fingerprint, f.dataset, f.agency_id, coalesce(r.agency, a.name, '') AS agency,
    f.report_year, f.rule, f.member, f.left_side, f.right_side, f.message_zh, f.message_en, f.axis,
    f.status, coalesce(a.county_code, '') AS county_code
FROM finding f
LEFT JOIN report r USING (report_id)
LEFT JOIN dim_agency a ON a.dataset = f.dataset AND a.agency_id = f.agency_id
WHERE f.agency_id <> '' AND coalesce(r.standing, 'current') = 'current'
    AND starts_with(f.fingerprint, $fingerprint)
ORDER BY ALL
