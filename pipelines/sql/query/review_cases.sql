-- One row: one kind of cases in table four of one current report: its four results and the total
-- that is published, NULL where not known. A complete table's cells that are not said are printed 0;
-- any other has the kinds of which it says a cell.
WITH course AS (
    SELECT unnest(['review', 'suit_direct', 'suit_after_review']) AS course, unnest([0, 1, 2]) AS place
),
chosen AS (
    SELECT r.report_id, r.agency_id, r.agency, r.report_year, r.template,
        r.table_4 = 'complete' AS is_complete
    FROM report r
    SEMI JOIN (FROM dim_printed WHERE table_number = '4') p ON p.template = r.template
    WHERE r.dataset = $dataset AND r.standing = 'current'
        AND (len($agencies::VARCHAR[]) = 0 OR r.agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND r.report_year BETWEEN $first_year AND $last_year
),
said AS (
    SELECT c.report_id, split_part(f.indicator, '.', 1) AS course,
        split_part(f.indicator, '.', 2) AS result, f.status,
        CASE WHEN f.status = 'number' THEN f.value END::DOUBLE AS value
    FROM figure_by_indicator f
    JOIN chosen c USING (report_id)
    JOIN dim_printed p ON p.template = c.template AND p.table_number = '4'
        AND p.indicator = f.indicator AND p.member = f.member
    WHERE f.table_number = '4' AND f.scope = 'year' AND f.basis = '' AND f.dataset = $dataset
),
added AS (
    SELECT report_id, course, list(result) AS results,
        max(value) FILTER (result = 'upheld') AS upheld,
        max(value) FILTER (result = 'corrected') AS corrected,
        max(value) FILTER (result = 'other') AS other,
        max(value) FILTER (result = 'pending') AS pending,
        max(value) FILTER (result = 'total') AS published
    FROM said
    GROUP BY ALL
)
SELECT c.report_id, c.agency_id, c.agency, c.report_year, c.template, k.course,
    CASE WHEN c.is_complete AND list_contains(a.results, 'upheld') IS NOT TRUE THEN 0
        ELSE a.upheld END AS upheld,
    CASE WHEN c.is_complete AND list_contains(a.results, 'corrected') IS NOT TRUE THEN 0
        ELSE a.corrected END AS corrected,
    CASE WHEN c.is_complete AND list_contains(a.results, 'other') IS NOT TRUE THEN 0
        ELSE a.other END AS other,
    CASE WHEN c.is_complete AND list_contains(a.results, 'pending') IS NOT TRUE THEN 0
        ELSE a.pending END AS pending,
    CASE WHEN c.is_complete AND list_contains(a.results, 'total') IS NOT TRUE THEN 0
        ELSE a.published END AS published
FROM chosen c
CROSS JOIN course k
LEFT JOIN added a USING (report_id, course)
WHERE c.is_complete OR a.report_id IS NOT NULL
ORDER BY c.report_id, k.place
