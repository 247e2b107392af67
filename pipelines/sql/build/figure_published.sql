-- `disclosure.published`: what a report states as its total or, where it states none, what it says its
-- website carried; `disclosure.website` is the latter alone. `basis` tells which a number is.
INSERT INTO figure_by_indicator
WITH said AS (
    SELECT *
    FROM figure_by_indicator
    WHERE scope = 'year' AND report_id // 1000000 IN (SELECT unit FROM changed_unit)
        AND (indicator = 'disclosure.total' AND member = '' AND label = ''
            OR indicator = 'disclosure.by_channel' AND member = 'website')
),
every AS (  -- with the zeros that a complete table implies
    FROM said
    UNION ALL BY NAME
    SELECT p.indicator, 'year' AS scope, r.dataset, r.report_year, r.agency_id, p.member,
        '' AS label, r.report_id, r.template, p.table_number, 0 AS value, 'number' AS status,
        '' AS unit, false AS is_approximate, '' AS basis
    FROM report r
    JOIN dim_printed p ON p.template = r.template
        AND (p.indicator = 'disclosure.total' AND p.member = ''
            OR p.indicator = 'disclosure.by_channel' AND p.member = 'website')
    ANTI JOIN said s
        ON s.report_id = r.report_id AND s.indicator = p.indicator AND s.member = p.member
    WHERE r.standing = 'current' AND r.report_id // 1000000 IN (SELECT unit FROM changed_unit)
        AND CASE p.table_number WHEN '2' THEN r.table_2
        WHEN '3' THEN r.table_3 WHEN '4' THEN r.table_4 ELSE r.table_2014 END = 'complete'
),
total AS (FROM every WHERE indicator = 'disclosure.total'),
website AS (
    SELECT * REPLACE ('website' AS basis, '' AS member, '' AS label)
    FROM every
    WHERE indicator = 'disclosure.by_channel'
),
published AS (
    SELECT * REPLACE ('disclosure.published' AS indicator, 'total' AS basis) FROM total
    UNION ALL BY NAME
    SELECT * REPLACE ('disclosure.published' AS indicator) FROM website ANTI JOIN total USING (report_id)
    UNION ALL BY NAME
    SELECT * REPLACE ('disclosure.website' AS indicator) FROM website
)
SELECT indicator, scope, dataset, report_year, agency_id, member, label, report_id, template,
    table_number, value, status, unit, is_approximate, basis
FROM published
ORDER BY indicator, dataset, agency_id, report_year, value
