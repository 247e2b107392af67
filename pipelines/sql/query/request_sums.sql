-- One row: one printed cell of table three, added up over the reports of a year, or of an agency,
-- whose outcomes are known: NULL where any of them does not say it.
WITH known AS (
    SELECT report_id, template, is_complete,
        CASE $by WHEN 'year' THEN report_year::VARCHAR ELSE agency_id END AS bar
    FROM mart_request
    WHERE dataset = $dataset AND is_known AND report_id BETWEEN $first_id AND $last_id
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND report_year BETWEEN $first_year AND $last_year
),
held AS (
    SELECT bar, template, count(*) AS report_count,
        count(*) FILTER (is_complete) AS complete_count
    FROM known
    GROUP BY ALL
),
stated AS (
    SELECT k.bar, k.template, f.indicator, f.member,
        sum(f.value) FILTER (f.status = 'number') AS value,
        count(*) FILTER (f.status <> 'number' OR f.value IS NULL) AS unknown_count,
        count(*) FILTER (NOT k.is_complete) AS partial_count
    FROM figure_by_indicator f
    JOIN known k USING (report_id)
    WHERE f.table_number = '3' AND f.scope = 'year' AND f.basis = '' AND f.dataset = $dataset
        AND f.report_id BETWEEN $first_id AND $last_id
        AND f.report_year BETWEEN $first_year AND $last_year
    GROUP BY ALL
)
SELECT h.bar, p.indicator, p.member, min(p.position) AS position,
    CASE WHEN sum(coalesce(s.unknown_count, 0)) = 0 THEN sum(coalesce(s.value, 0)) END::DOUBLE
        AS value
FROM held h
JOIN dim_printed p USING (template)
LEFT JOIN stated s USING (bar, template, indicator, member)
WHERE p.table_number = '3' AND h.complete_count + coalesce(s.partial_count, 0) > 0
GROUP BY h.bar, p.indicator, p.member
ORDER BY h.bar, position
