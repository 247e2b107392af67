-- `disclosure.published` and `.website` are left out: totals and counts of websites are never one sum.
-- Counties, provinces and the nation, in the years that changed. Sums are of decimals: they come out
-- the same in whatever order the rows lie.
CREATE OR REPLACE TEMP TABLE changed_area AS
SELECT DISTINCT a.dataset, u.report_year, unnest(['nation', 'province', 'county']) AS area_level,
    unnest(['', a.province_code, a.county_code]) AS area_code
FROM dim_agency a
JOIN (
    SELECT DISTINCT unit // 100 AS area, (2000 + unit % 100)::SMALLINT AS report_year
    FROM changed_unit
    UNION
    SELECT DISTINCT report_id // 100000000, report_year FROM report
    WHERE report_id // 1000000 IN (SELECT unit FROM changed_unit WHERE unit % 100 = 0)
) u ON u.area = area_of(a.dataset, a.agency_id)
UNION
SELECT DISTINCT CASE unit // 100000000 WHEN 1 THEN 'demo' ELSE 'real' END,
    (2000 + unit % 100)::SMALLINT, 'nation', ''
FROM changed_unit
UNION
SELECT DISTINCT m.dataset, m.report_year, m.area_level, m.area_code
FROM mart_area m
WHERE m.report_year NOT BETWEEN 2001 AND 2099
    AND EXISTS (FROM changed_unit WHERE unit % 100 = 0);
DELETE FROM mart_area USING changed_area c
WHERE mart_area.dataset = c.dataset AND mart_area.report_year = c.report_year
    AND mart_area.area_level = c.area_level AND mart_area.area_code = c.area_code;
INSERT INTO mart_area
WITH spread AS (
    SELECT r.report_id, r.dataset, r.report_year, r.template, r.table_2, r.table_3, r.table_4,
        r.table_2014, unnest(['nation', 'province', 'county']) AS area_level,
        unnest(['', a.province_code, a.county_code]) AS area_code
    FROM report r
    JOIN dim_agency a ON a.dataset = r.dataset AND a.agency_id = r.agency_id
    WHERE r.standing = 'current'
        AND r.report_year IN (SELECT report_year FROM changed_area)
),
area AS (
    SELECT * FROM spread
    SEMI JOIN changed_area USING (dataset, area_level, area_code, report_year)
    WHERE area_level = 'nation' OR area_code <> ''
),
tables AS (
    SELECT dataset, area_level, area_code, report_year, template, table_number, completeness,
        count(*) AS report_count
    FROM area
    CROSS JOIN LATERAL (
        SELECT unnest(['2', '3', '4', '2014']) AS table_number,
            unnest([table_2, table_3, table_4, table_2014]) AS completeness
    )
    GROUP BY ALL
),
reports AS (
    SELECT dataset, area_level, area_code, report_year, count(*) AS report_count
    FROM area GROUP BY ALL
),
stated AS (
    SELECT DISTINCT indicator FROM dim_indicator
    WHERE table_number = 'narrative' AND indicator NOT IN ('disclosure.published', 'disclosure.website')
),
asked AS (
    SELECT t.dataset, t.area_level, t.area_code, t.report_year, p.indicator, p.member,
        t.report_count, CASE t.completeness WHEN 'complete' THEN t.report_count ELSE 0 END
            AS complete_count
    FROM tables t
    JOIN dim_printed p ON p.template = t.template AND p.table_number = t.table_number
    UNION ALL
    SELECT r.dataset, r.area_level, r.area_code, r.report_year, s.indicator, '', r.report_count, 0
    FROM reports r
    CROSS JOIN stated s
),
printed AS (
    SELECT dataset, area_level, area_code, report_year, indicator, member,
        sum(report_count) AS expected_count, sum(complete_count) AS complete_count
    FROM asked
    GROUP BY ALL
),
said AS (
    SELECT s.dataset, s.area_level, s.area_code, s.report_year, f.indicator, f.member,
        sum(f.value::DECIMAL(38, 9))::DOUBLE AS value_sum,
        count(*) FILTER (f.status = 'number' AND f.value <> 0) AS nonzero_count,
        count(*) FILTER (f.status = 'number' AND NOT is_implied) AS number_count,
        count(*) FILTER (f.status <> 'number' AND is_implied) AS unknown_count
    FROM (
        SELECT f.report_id, f.indicator, f.member,
            CASE WHEN bool_and(f.status = 'number') THEN sum(f.value::DECIMAL(38, 9)) END AS value,
            CASE WHEN bool_and(f.status = 'number') THEN 'number' ELSE 'other' END AS status,
            bool_or(coalesce(p.indicator IS NOT NULL AND CASE p.table_number
                WHEN '2' THEN r.table_2 WHEN '3' THEN r.table_3 WHEN '4' THEN r.table_4
                ELSE r.table_2014 END = 'complete', false)) AS is_implied
        FROM figure_by_indicator f
        JOIN report r USING (report_id)
        LEFT JOIN dim_printed p
            ON p.template = r.template AND p.indicator = f.indicator AND p.member = f.member
        WHERE f.scope = 'year' AND f.basis = ''
            AND f.report_year IN (SELECT report_year FROM changed_area)
            AND r.report_id IN (SELECT report_id FROM area)
        GROUP BY ALL
    ) f
    JOIN area s USING (report_id)
    GROUP BY ALL
)
SELECT
    dataset, area_level, area_code, report_year, indicator, member,
    CASE WHEN coalesce(p.complete_count, 0) - coalesce(s.unknown_count, 0)
            + coalesce(s.number_count, 0) > 0
        THEN coalesce(s.value_sum, 0) END AS value_sum,
    coalesce(s.nonzero_count, 0)::INTEGER AS nonzero_count,
    (coalesce(p.complete_count, 0) - coalesce(s.unknown_count, 0)
        + coalesce(s.number_count, 0))::INTEGER AS known_count,
    CASE WHEN indicator IN (SELECT s.indicator FROM stated s)
        THEN r.report_count ELSE coalesce(p.expected_count, r.report_count)
    END::INTEGER AS expected_count,
    r.report_count::INTEGER AS report_count
FROM said s
FULL JOIN printed p USING (dataset, area_level, area_code, report_year, indicator, member)
JOIN reports r USING (dataset, area_level, area_code, report_year)
ORDER BY dataset, indicator, member, area_level, area_code, report_year
