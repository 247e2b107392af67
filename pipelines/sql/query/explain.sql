-- One row: one figure of the current report of an agency and year, printed zeros included.
-- A zero that the store implies has no raw text or place here: they stand in the document.
WITH chosen AS (
    SELECT r.*, d.name AS document
    FROM report r
    LEFT JOIN document d ON d.sha256 = r.sha256 AND d.dataset = r.dataset
    WHERE r.agency_id = $agency_id AND r.report_year = $report_year AND r.standing = 'current'
),
kept AS (
    SELECT report_id, indicator, member, label, value, status, unit, scope, method, is_approximate,
        table_number, place, raw, sentence, printed_value, printed_raw, decision_id, position,
        false AS is_implied
    FROM figure
    WHERE report_id IN (SELECT report_id FROM chosen)
),
implied AS (
    SELECT c.report_id, p.indicator, p.member, p.table_number, p.position,
        coalesce(u.unit, '') AS unit
    FROM chosen c
    JOIN dim_printed p ON p.template = c.template
    LEFT JOIN dim_indicator u ON u.indicator = p.indicator AND u.table_number = p.table_number
        AND u.member IN ('', p.member)
    WHERE CASE p.table_number WHEN '2' THEN c.table_2 WHEN '3' THEN c.table_3
        WHEN '4' THEN c.table_4 ELSE c.table_2014 END = 'complete'
),
told AS (
    SELECT * FROM kept
    UNION ALL BY NAME
    SELECT i.*, '' AS label, 0.0 AS value, 'number' AS status,
        'year' AS scope, 'read' AS method, false AS is_approximate, true AS is_implied
    FROM implied i
    ANTI JOIN kept k USING (report_id, indicator, member, table_number)
)
SELECT c.dataset, c.agency_id, c.agency, c.report_year, c.template, t.indicator, t.member, t.label,
    t.value, t.status, t.unit, t.scope, t.method, t.is_approximate, t.table_number AS "table",
    c.source, coalesce(c.document, '') AS document, c.sha256, c.part, c.address, t.place, t.raw,
    t.sentence, t.printed_value, t.printed_raw, t.decision_id, t.is_implied,
    coalesce(d.made_by, '') AS corrected_by, coalesce(d.made_at, '') AS corrected_at,
    coalesce(d.reason, '') AS correction_reason
FROM told t
JOIN chosen c USING (report_id)
LEFT JOIN decision d USING (decision_id)
LEFT JOIN dim_printed p ON p.template = c.template AND p.table_number = t.table_number
    AND p.indicator = t.indicator AND p.member = t.member
WHERE $indicator = '' OR t.indicator = $indicator
ORDER BY t.table_number, coalesce(p.position, 100000), t.position, t.indicator, t.member, t.label
