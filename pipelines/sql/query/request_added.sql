-- One row: one printed outcome, or what is carried out, of one applicant and form, added up: over
-- the reports whose total column is known, and over those known in every column.
WITH known AS (
    SELECT report_id, template, has_flows
    FROM mart_request
    WHERE dataset = $dataset AND is_known AND report_id BETWEEN $first_id AND $last_id
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND report_year BETWEEN $first_year AND $last_year
),
held AS (
    SELECT template, count(*) AS known_count, count(*) FILTER (has_flows) AS whole_count
    FROM known
    GROUP BY template
),
stated AS (
    SELECT f.template, f.indicator, f.member, sum(f.value) AS value,
        sum(f.value) FILTER (k.has_flows) AS whole_value
    FROM figure_by_indicator f
    JOIN known k USING (report_id)
    WHERE f.table_number = '3' AND f.scope = 'year' AND f.basis = '' AND f.status = 'number'
        AND f.value <> 0 AND f.dataset = $dataset AND f.report_id BETWEEN $first_id AND $last_id
        AND f.report_year BETWEEN $first_year AND $last_year
    GROUP BY ALL
)
SELECT p.template, p.indicator, p.member,
    CASE p.indicator WHEN 'request.carried_out' THEN 'carried_out'
        ELSE split_part(p.indicator, '.', 2) END AS "group",
    p.position, h.known_count, h.whole_count, coalesce(s.value, 0)::DOUBLE AS value,
    coalesce(s.whole_value, 0)::DOUBLE AS whole_value
FROM held h
JOIN dim_printed p USING (template)
LEFT JOIN stated s USING (template, indicator, member)
WHERE p.table_number = '3' AND p.indicator <> 'outcome.total'
    AND (starts_with(p.indicator, 'outcome.') OR p.indicator = 'request.carried_out')
ORDER BY p.position, p.template
