-- One row: one member, as worded, of one dimension of one indicator in one current report; totals
-- are left out. A report that says none of it has one row without a member whose state says why.
WITH about AS (
    SELECT any_value(unit) AS unit, bool_or(table_number = 'narrative') AS is_stated
    FROM dim_indicator
    WHERE indicator = $indicator
),
chosen AS (
    SELECT report_id, agency_id, agency, report_year, template, source, table_2, table_3, table_4,
        table_2014
    FROM report
    WHERE dataset = $dataset AND standing = 'current'
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND report_year BETWEEN $first_year AND $last_year
),
said AS (
    SELECT report_id, member, label, value, status, unit, is_approximate
    FROM figure_by_indicator
    WHERE indicator = $indicator AND scope = 'year' AND dataset = $dataset
        AND report_year BETWEEN $first_year AND $last_year
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND member <> 'total' AND (member <> '' OR label <> '')
),
printed AS (
    SELECT c.report_id, p.member, CASE p.table_number WHEN '2' THEN c.table_2
        WHEN '3' THEN c.table_3 WHEN '4' THEN c.table_4 ELSE c.table_2014 END AS completeness
    FROM chosen c
    JOIN dim_printed p ON p.template = c.template AND p.indicator = $indicator
        AND p.member NOT IN ('', 'total')
),
told AS (
    SELECT report_id, member, label, value, status AS state, unit, is_approximate FROM said
    UNION ALL
    SELECT report_id, member, '' AS label, CASE completeness WHEN 'complete' THEN 0 END,
        CASE completeness WHEN 'complete' THEN 'number' WHEN 'unrecoverable' THEN 'lost'
            WHEN 'absent' THEN 'absent' ELSE 'not_captured' END, '', false
    FROM printed
    ANTI JOIN said USING (report_id, member)
)
SELECT c.agency_id, c.agency, c.report_year, c.template, coalesce(t.member, '') AS member,
    coalesce(t.label, '') AS label, t.value::DOUBLE AS value,
    coalesce(t.state, CASE WHEN a.is_stated OR c.template NOT IN (SELECT template FROM dim_printed)
        THEN 'not_captured' ELSE 'absent' END) AS state,
    coalesce(t.is_approximate, false) AS is_approximate, c.source, c.report_id,
    coalesce(nullif(t.unit, ''), a.unit) AS unit,
    coalesce(m.position, 9999) AS position
FROM chosen c
CROSS JOIN about a
LEFT JOIN told t USING (report_id)
LEFT JOIN dim_member m ON m.dimension = $dimension AND m.member = t.member
ORDER BY c.agency_id, c.report_year, position, label
