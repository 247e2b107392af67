-- One row: the own total of one indicator in one current report. A cell that its form prints in a
-- complete table and that has no figure is a printed 0; what is not said at all has no row.
WITH chosen AS (
    SELECT report_id, agency_id, agency, report_year, template, table_2, table_3, table_4,
        table_2014
    FROM report
    WHERE dataset = $dataset AND standing = 'current'
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND report_year BETWEEN $first_year AND $last_year
),
said AS (
    SELECT report_id, indicator, member, status, is_approximate, value
    FROM figure_by_indicator
    WHERE dataset = $dataset AND scope = 'year' AND report_year BETWEEN $first_year AND $last_year
        AND (basis = '' OR basis = 'website' AND indicator = 'disclosure.published')
        AND (member = 'total' OR member = '' AND label = '')
        AND report_id IN (SELECT report_id FROM chosen)
),
told AS (
    SELECT report_id, indicator, member, value, status AS state, is_approximate FROM said
    UNION ALL
    SELECT c.report_id, p.indicator, p.member, 0, 'number', false
    FROM chosen c
    JOIN dim_printed p ON p.template = c.template AND p.member IN ('', 'total')
    ANTI JOIN said s ON s.report_id = c.report_id AND s.indicator = p.indicator
        AND s.member = p.member
    WHERE CASE p.table_number WHEN '2' THEN c.table_2 WHEN '3' THEN c.table_3
        WHEN '4' THEN c.table_4 WHEN '2014' THEN c.table_2014 END = 'complete'
)
SELECT c.agency_id, c.agency, c.report_year, c.template, t.indicator, t.member,
    CASE WHEN t.state = 'number' THEN t.value END::DOUBLE AS value, t.state, t.is_approximate,
    c.report_id
FROM chosen c
JOIN told t USING (report_id)
