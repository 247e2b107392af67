-- `disclosure.published`: what a report states as its total or, where it states none, what it says its
-- website carried; `disclosure.website` is the latter alone. `basis` tells which a number is.
INSERT INTO figure_by_indicator
WITH total AS (
    SELECT *
    FROM figure_by_indicator
    WHERE indicator = 'disclosure.total' AND scope = 'year' AND member = '' AND label = ''
        AND report_id // 1000000 IN (SELECT unit FROM changed_unit)
    UNION ALL BY NAME
    SELECT 'disclosure.total' AS indicator, 'year' AS scope, r.dataset, r.report_year,
        a.province_code, a.county_code, r.agency_id, '' AS member, '' AS label, r.report_id,
        r.template, p.table_number, 0 AS value, 'number' AS status, '' AS unit,
        false AS is_approximate, false AS is_partial, 'read' AS method, '' AS basis
    FROM report r
    JOIN dim_agency a ON a.dataset = r.dataset AND a.agency_id = r.agency_id
    JOIN dim_printed p ON p.template = r.template AND p.indicator = 'disclosure.total'
    ANTI JOIN (FROM figure_by_indicator WHERE indicator = 'disclosure.total' AND scope = 'year') f
        ON f.report_id = r.report_id
    WHERE r.standing = 'current' AND r.report_id // 1000000 IN (SELECT unit FROM changed_unit)
        AND CASE p.table_number WHEN '2' THEN r.table_2
        WHEN '3' THEN r.table_3 WHEN '4' THEN r.table_4 ELSE r.table_2014 END = 'complete'
),
website AS (
    SELECT * REPLACE ('website' AS basis, '' AS member, '' AS label)
    FROM figure_by_indicator
    WHERE indicator = 'disclosure.by_channel' AND member = 'website' AND scope = 'year'
        AND report_id // 1000000 IN (SELECT unit FROM changed_unit)
),
published AS (
    SELECT * REPLACE ('disclosure.published' AS indicator, 'total' AS basis) FROM total
    UNION ALL BY NAME
    SELECT * REPLACE ('disclosure.published' AS indicator) FROM website ANTI JOIN total USING (report_id)
    UNION ALL BY NAME
    SELECT * REPLACE ('disclosure.website' AS indicator) FROM website
)
SELECT indicator, scope, dataset, report_year, province_code, county_code, agency_id, member, label,
    report_id, template, table_number, value, status, unit, is_approximate, is_partial, method, basis
FROM published
ORDER BY indicator, dataset, agency_id, report_year, value
