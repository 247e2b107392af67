-- One row: one figure of one current report beside last year's and those of its peers: agencies of
-- the same level in the same county, the same year, itself included. Only numbers count; a printed 0
-- of a complete table is one. `rank` is of the largest, ties share the smaller; forms that may not be
-- compared (`comparable` C and D) stay apart, and so do sums of money in different units.
WITH own AS (
    SELECT r.report_id, r.agency_id, r.report_year, r.template, a.county_code, a.level
    FROM report r
    JOIN dim_agency a USING (dataset, agency_id)
    WHERE r.dataset = $dataset AND r.agency_id = $agency_id AND r.report_year = $report_year
        AND r.standing = 'current'
),
chosen AS (
    SELECT r.report_id, r.template, r.report_year, r.table_2, r.table_3, r.table_4, r.table_2014,
        r.report_year < o.report_year AS is_before
    FROM report r
    JOIN dim_agency a USING (dataset, agency_id)
    CROSS JOIN own o
    WHERE r.dataset = $dataset AND r.standing = 'current'
        AND (r.report_year = o.report_year AND (r.agency_id = o.agency_id
                OR a.county_code = o.county_code AND a.level = o.level AND o.county_code <> ''
                    AND o.level <> '')
            OR r.report_year = o.report_year - 1 AND r.agency_id = o.agency_id)
),
said AS (
    SELECT report_id, table_number, indicator, member, unit,
        CASE WHEN bool_and(status = 'number') AND count(*) = 1 THEN any_value(value) END AS value
    FROM figure_by_indicator
    WHERE dataset = $dataset AND report_year BETWEEN $report_year - 1 AND $report_year
        AND scope = 'year' AND basis = '' AND NOT (member = '' AND label <> '')
        AND report_id IN (SELECT report_id FROM chosen)
    GROUP BY ALL
),
told AS (
    SELECT c.report_id, c.template, c.is_before, s.table_number, s.indicator, s.member, s.unit, s.value
    FROM said s
    JOIN chosen c USING (report_id)
    WHERE s.value IS NOT NULL
    UNION ALL
    SELECT c.report_id, c.template, c.is_before, p.table_number, p.indicator, p.member, '', 0
    FROM chosen c
    JOIN dim_printed p ON p.template = c.template
    ANTI JOIN said s ON s.report_id = c.report_id AND s.table_number = p.table_number
        AND s.indicator = p.indicator AND s.member = p.member
    WHERE CASE p.table_number WHEN '2' THEN c.table_2 WHEN '3' THEN c.table_3
        WHEN '4' THEN c.table_4 ELSE c.table_2014 END = 'complete'
),
figure_of_report AS (
    SELECT t.table_number, t.indicator, t.member, t.value, t.unit, t.template,
        any_value(i.kind) = 'money' AS is_money, any_value(i.comparable) IN ('A', 'B') AS may_join
    FROM told t
    JOIN own o USING (report_id)
    JOIN dim_indicator i ON i.indicator = t.indicator AND i.table_number = t.table_number
        AND i.member IN ('', t.member)
    GROUP BY ALL
)
SELECT f.table_number AS "table", f.indicator, f.member, f.value,
    any_value(t.value) FILTER (t.is_before) AS prior_value,
    count(*) FILTER (NOT t.is_before) AS known_count,
    1 + count(*) FILTER (NOT t.is_before AND t.value > f.value) AS rank,
    median(t.value) FILTER (NOT t.is_before) AS median
FROM figure_of_report f
JOIN told t ON t.table_number = f.table_number AND t.indicator = f.indicator AND t.member = f.member
    AND (f.may_join OR t.template = f.template)
    AND (NOT f.is_money OR t.unit = f.unit OR t.value = 0 OR f.value = 0)
GROUP BY ALL
ORDER BY ALL
