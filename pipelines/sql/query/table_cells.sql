-- One row: one cell of one table of one current report. A complete table has every cell its form
-- prints, those without a figure being printed zeros; any other has only what it says.
WITH chosen AS (
    SELECT report_id, agency_id, agency, report_year, template,
        CASE $table_number WHEN '2' THEN table_2 WHEN '3' THEN table_3 WHEN '4' THEN table_4
            WHEN '2014' THEN table_2014 END = 'complete' AS is_complete
    FROM report
    WHERE dataset = $dataset AND standing = 'current'
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND report_year BETWEEN $first_year AND $last_year
),
said AS (
    SELECT report_id, indicator, member, value, status, unit, is_approximate
    FROM figure_by_indicator
    WHERE table_number = $table_number AND scope = 'year' AND basis = '' AND dataset = $dataset
        AND report_year BETWEEN $first_year AND $last_year
)
SELECT c.agency_id, c.agency, c.report_year, c.template, p.indicator, p.member, p.position,
    CASE WHEN s.status IS NULL THEN 0 WHEN s.status = 'number' THEN s.value END::DOUBLE AS value,
    coalesce(s.status, 'number') AS state, coalesce(s.is_approximate, false) AS is_approximate,
    coalesce(s.unit, '') AS unit, c.report_id
FROM chosen c
JOIN dim_printed p ON p.template = c.template AND p.table_number = $table_number
LEFT JOIN said s
    ON s.report_id = c.report_id AND s.indicator = p.indicator AND s.member = p.member
WHERE s.report_id IS NOT NULL OR c.is_complete
ORDER BY c.agency_id, c.report_year, p.position
