-- One row: one printed cell of table three, added up over the reports of a year, or of an agency,
-- whose outcomes are known: NULL where any of them does not say it.
, known AS (
    SELECT c.report_id, c.template, h.is_complete,
        CASE $by WHEN 'year' THEN c.report_year::VARCHAR ELSE c.agency_id END AS bar
    FROM counted c
    JOIN chosen h USING (report_id)
    WHERE c.is_known
),
held AS (
    SELECT bar, template, count(*) AS report_count,
        count(*) FILTER (is_complete) AS complete_count
    FROM known
    GROUP BY ALL
),
stated AS (
    SELECT k.bar, k.template, s.indicator, s.member, sum(s.value) AS value,
        count(*) FILTER (s.value IS NULL) AS unknown_count, count(*) FILTER (NOT k.is_complete)
            AS partial_count
    FROM said s
    JOIN known k USING (report_id)
    GROUP BY ALL
)
SELECT h.bar, p.indicator, p.member, min(p.position) AS position,
    CASE WHEN sum(coalesce(s.unknown_count, 0)) = 0 THEN sum(coalesce(s.value, 0)) END AS value
FROM held h
JOIN dim_printed p USING (template)
LEFT JOIN stated s USING (bar, template, indicator, member)
WHERE p.table_number = '3' AND h.complete_count + coalesce(s.partial_count, 0) > 0
GROUP BY h.bar, p.indicator, p.member
ORDER BY h.bar, position
