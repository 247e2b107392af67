-- CTEs after `chosen`, for the view `figures` and for questions about every figure alike. `told`:
-- one row, one figure of a chosen report, the zeros that a complete table implies included.
-- `row_key` orders the figures of a report as they are printed; it never changes within one
-- published file. `page` is the address that lights the figure in its document.
kept AS (
    SELECT report_id, position, indicator, member, label, value, status, unit, is_approximate,
        is_partial, scope, method, table_number, raw, place, sentence, printed_value, is_primary
    FROM raw.figure
    WHERE report_id IN (SELECT report_id FROM chosen)
),
implied AS (
    SELECT c.report_id, p.indicator, p.member, p.table_number
    FROM chosen c
    JOIN raw.dim_printed p ON p.template = c.template
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
    FROM raw.figure_by_indicator
    WHERE indicator = 'disclosure.published' AND report_id IN (SELECT report_id FROM chosen)
    GROUP BY report_id
),
meaning AS (
    SELECT indicator, table_number, member, label_zh, label_en, dimension, unit, parent, group_id,
        is_total
    FROM raw.dim_indicator
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
        coalesce(nullif(e.unit, ''), nullif(o.unit, ''), i.unit, '') AS unit_zh,
        coalesce(w.meaning_en, nullif(e.unit, ''), nullif(o.unit, ''), i.unit, '') AS unit_en,
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
        coalesce(c.address, '') AS address, coalesce(c.sha256, '') AS sha256,
        coalesce(e.place, '') AS place, coalesce(e.sentence, '') AS sentence,
        concat('/report/', c.agency_id, '/', c.report_year, '?',
            CASE WHEN c.dataset <> 'real' THEN concat('dataset=', c.dataset, '&') END,
            CASE WHEN e.table_number = 'narrative' AND e.place IS NOT NULL
                THEN concat('at=', regexp_extract(e.place, '"block":(\d+)', 1), '.',
                    nullif(concat_ws('.', nullif(regexp_extract(e.place, '"row":(\d+)', 1), ''),
                        nullif(regexp_extract(e.place, '"column":(\d+)', 1), ''), ''), ''),
                    regexp_extract(e.place, '"start":(\d+)', 1), '-',
                    regexp_extract(e.place, '"end":(\d+)', 1))
                ELSE concat('cell=', e.indicator,
                    CASE WHEN e.member <> '' THEN concat('%5B', e.member, '%5D') END)
            END) AS page,
        coalesce(o.parent, i.parent, '') AS parent, coalesce(o.group_id, i.group_id, '') AS group_id,
        (coalesce(o.is_total, i.is_total, false) OR coalesce(m.is_total, false)) AS is_total
    FROM every e
    JOIN chosen c USING (report_id)
    LEFT JOIN published u USING (report_id)
    LEFT JOIN raw.dim_agency a ON a.dataset = c.dataset AND a.agency_id = c.agency_id
    LEFT JOIN raw.dim_printed p ON p.template = c.template AND p.table_number = e.table_number
        AND p.indicator = e.indicator AND p.member = e.member
    LEFT JOIN meaning o ON o.indicator = e.indicator AND o.table_number = e.table_number
        AND o.member = e.member
    LEFT JOIN meaning i ON i.indicator = e.indicator AND i.table_number = e.table_number
        AND i.member = '' AND e.member <> ''
    LEFT JOIN raw.dim_member m ON m.member = e.member
        AND m.dimension = coalesce(nullif(i.dimension, ''), o.dimension)
    LEFT JOIN raw.dim_code w ON w.list = 'unit'
        AND w.code = coalesce(nullif(e.unit, ''), nullif(o.unit, ''), i.unit, '')
)
