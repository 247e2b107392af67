-- One row: one printed outcome, or what is carried out, of one applicant and form, added up: over
-- the reports whose total column is known, and over those known in every column.
, held AS (
    SELECT template, count(*) AS known_count, count(*) FILTER (has_flows) AS whole_count
    FROM counted
    WHERE is_known
    GROUP BY template
),
stated AS (
    SELECT c.template, s.indicator, s.member, sum(s.value) AS value,
        sum(s.value) FILTER (c.has_flows) AS whole_value
    FROM said s
    JOIN counted c USING (report_id)
    WHERE c.is_known AND s.outcome_group <> ''
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
