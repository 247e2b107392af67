-- CTEs for questions about every figure. `told`: one row, one figure of a current report of the
-- scope, the zeros that a complete table implies included. `row_key` orders the figures of a report
-- as they are printed; it never changes within one published file.
WITH chosen AS (
    SELECT report_id, dataset, agency_id, agency, report_year, template, address, sha256, source,
        table_2, table_3, table_4, table_2014
    FROM report
    WHERE dataset = $dataset AND standing = 'current'
        AND (len($agencies::VARCHAR[]) = 0 OR list_contains($agencies::VARCHAR[], agency_id))
        AND report_year BETWEEN $first_year AND $last_year
        AND report_id BETWEEN $first_report AND $last_report
),
kept AS (
    SELECT report_id, position, indicator, member, label, value, status, unit, is_approximate,
        is_partial, scope, method, table_number, raw, printed_value, is_primary
    FROM figure
    WHERE report_id IN (SELECT report_id FROM chosen)
),
implied AS (
    SELECT c.report_id, p.indicator, p.member, p.table_number
    FROM chosen c
    JOIN dim_printed p ON p.template = c.template
    WHERE CASE p.table_number WHEN '2' THEN c.table_2 WHEN '3' THEN c.table_3
        WHEN '4' THEN c.table_4 ELSE c.table_2014 END = 'complete'
),
every AS (
    SELECT * FROM kept
    UNION ALL BY NAME
    SELECT i.*, 0 AS position, '' AS label, 0.0 AS value, 'number' AS status, '' AS unit, 'year' AS scope,
        'read' AS method, false AS is_approximate, false AS is_partial, true AS is_primary
    FROM implied i
    ANTI JOIN kept k USING (report_id, indicator, member, table_number)
),
published AS (
    SELECT report_id, any_value(basis) AS basis
    FROM figure_by_indicator
    WHERE indicator = 'disclosure.published' AND dataset = $dataset
    GROUP BY report_id
),
meaning AS (
    SELECT indicator, table_number, member, label_zh, label_en, dimension, unit FROM dim_indicator
),
told AS (
    SELECT c.dataset, e.report_id,
        (list_position(['2', '3', '4', '2014', 'narrative'], e.table_number)::BIGINT * 10000000000
            + coalesce(p.position, 99999)::BIGINT * 100000 + e.position) AS row_key,
        c.agency_id, c.agency, coalesce(a.level, '') AS level, coalesce(a.county, '') AS county,
        c.report_year AS year, coalesce(nullif(c.template, ''), 'unknown') AS form, e.table_number AS "table", e.indicator,
        coalesce(o.label_zh, i.label_zh, '') AS indicator_zh,
        coalesce(o.label_en, i.label_en, '') AS indicator_en,
        e.member, coalesce(m.label_zh, '') AS member_zh, coalesce(m.label_en, '') AS member_en,
        e.label, CASE WHEN e.status = 'number' THEN e.value END::DOUBLE AS value,
        e.status AS state,
        coalesce(nullif(e.unit, ''), nullif(o.unit, ''), i.unit, '') AS unit,
        coalesce(e.is_approximate, false) AS approximate,
        coalesce(e.is_partial, false) AS "partial", e.scope, coalesce(e.is_primary, false) AS counted,
        CASE
            WHEN e.scope <> 'year' OR NOT e.is_primary THEN ''
            WHEN u.basis = 'total' AND e.indicator = 'disclosure.total' AND e.label = '' THEN 'total'
            WHEN u.basis = 'website' AND e.indicator = 'disclosure.by_channel'
                AND e.member = 'website' THEN 'website'
            ELSE ''
        END AS basis,
        e.method, e.printed_value::DOUBLE AS published, coalesce(e.raw, '') AS raw, c.source,
        coalesce(c.address, '') AS address, coalesce(c.sha256, '') AS sha256
    FROM every e
    JOIN chosen c USING (report_id)
    LEFT JOIN published u USING (report_id)
    LEFT JOIN dim_agency a ON a.dataset = c.dataset AND a.agency_id = c.agency_id
    LEFT JOIN dim_printed p ON p.template = c.template AND p.table_number = e.table_number
        AND p.indicator = e.indicator AND p.member = e.member
    LEFT JOIN meaning o ON o.indicator = e.indicator AND o.table_number = e.table_number
        AND o.member = e.member
    LEFT JOIN meaning i ON i.indicator = e.indicator AND i.table_number = e.table_number
        AND i.member = '' AND e.member <> ''
    LEFT JOIN dim_member m ON m.member = e.member
        AND m.dimension = coalesce(nullif(i.dimension, ''), o.dimension)
),
said AS (
    SELECT * FROM told
    WHERE len(list_filter($words::VARCHAR[], lambda word: NOT contains(
        lower(concat_ws(' ', agency_id, agency, county, indicator, indicator_zh, indicator_en,
            member, member_zh, member_en, label, raw)), word))) = 0
)
