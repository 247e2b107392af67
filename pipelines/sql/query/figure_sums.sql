-- One row: one way in which figures of the scope are alike, and how many are. Nothing is written out
-- for it: what a report says is counted, and of the zeros that complete tables imply, how many
-- reports print the cell and say nothing of it.
kept AS (
    SELECT f.table_number, f.indicator, f.member, c.template, f.status, f.method, f.report_id
    FROM raw.figure f
    JOIN chosen c USING (report_id)
),
taken AS (
    SELECT template, table_number, indicator, member, count(DISTINCT report_id) AS report_count
    FROM kept
    SEMI JOIN whole USING (report_id, table_number)
    GROUP BY ALL
),
counted AS (
    SELECT table_number, indicator, member, template, status, method, count(*) AS figure_count
    FROM kept
    GROUP BY ALL
    UNION ALL
    SELECT p.table_number, p.indicator, p.member, p.template, 'number', 'read',
        w.report_count - coalesce(t.report_count, 0)
    FROM raw.dim_printed p
    JOIN (SELECT template, table_number, count(*) AS report_count FROM whole GROUP BY ALL) w
        USING (template, table_number)
    LEFT JOIN taken t USING (template, table_number, indicator, member)
),
added AS (
    SELECT table_number, indicator, member, coalesce(nullif(template, ''), 'unknown') AS form,
        status AS state, method, sum(figure_count)::BIGINT AS figure_count
    FROM counted
    GROUP BY ALL
)
SELECT s.table_number AS "table", s.indicator,
    coalesce(o.label_zh, i.label_zh, '') AS indicator_zh,
    coalesce(o.label_en, i.label_en, '') AS indicator_en, s.member,
    coalesce(m.label_zh, '') AS member_zh, coalesce(m.label_en, '') AS member_en,
    s.form, s.state, s.method, s.figure_count
FROM added s
LEFT JOIN raw.dim_indicator o ON o.indicator = s.indicator AND o.table_number = s.table_number
    AND o.member = s.member
LEFT JOIN raw.dim_indicator i ON i.indicator = s.indicator AND i.table_number = s.table_number
    AND i.member = '' AND s.member <> ''
LEFT JOIN raw.dim_member m ON m.member = s.member
    AND m.dimension = coalesce(nullif(i.dimension, ''), o.dimension)
WHERE s.figure_count > 0
ORDER BY "table", s.indicator, s.member, s.form, s.state, s.method
