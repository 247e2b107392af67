-- One row: where a page of the figures begins, in the order of reports: the reports that it is of,
-- and how many figures of the first of them stand before it. Filters are those of `figures`.
wanted AS (
    SELECT report_id, table_number, indicator, member, status, method
    FROM raw.figure
    WHERE report_id IN (SELECT report_id FROM chosen)
        AND (len($indicators::VARCHAR[]) = 0 OR list_contains($indicators::VARCHAR[], indicator))
        AND ($member = '' OR member = CASE $member WHEN '-' THEN '' ELSE $member END)
        AND ($table_number = '' OR table_number = $table_number)
),
printed AS (
    SELECT template, table_number, count(*) AS cell_count
    FROM raw.dim_printed
    WHERE (len($indicators::VARCHAR[]) = 0 OR list_contains($indicators::VARCHAR[], indicator))
        AND ($member = '' OR member = CASE $member WHEN '-' THEN '' ELSE $member END)
        AND ($table_number = '' OR table_number = $table_number)
        AND $state IN ('', 'number') AND $method IN ('', 'read')
    GROUP BY ALL
),
counted AS (
    SELECT report_id, count(*) AS figure_count
    FROM wanted
    WHERE ($state = '' OR status = $state) AND ($method = '' OR method = $method)
    GROUP BY report_id
    UNION ALL
    SELECT report_id, sum(p.cell_count)
    FROM whole
    JOIN printed p USING (template, table_number)
    GROUP BY report_id
    UNION ALL
    SELECT report_id, -count(*)  -- the form's cells that the report says itself
    FROM (
        SELECT DISTINCT w.report_id, f.table_number, f.indicator, f.member
        FROM wanted f
        JOIN whole w USING (report_id, table_number)
        JOIN raw.dim_printed p ON p.template = w.template AND p.table_number = f.table_number
            AND p.indicator = f.indicator AND p.member = f.member
        WHERE $state IN ('', 'number') AND $method IN ('', 'read')
    )
    GROUP BY report_id
),
added AS (
    SELECT report_id, sum(figure_count) AS figure_count
    FROM counted
    SEMI JOIN (
        SELECT report_id
        FROM chosen
        WHERE $form = '' OR coalesce(nullif(template, ''), 'unknown') = $form
    ) USING (report_id)
    GROUP BY report_id
),
placed AS (
    SELECT report_id, figure_count, sum(figure_count) OVER (ORDER BY report_id) AS last_place
    FROM added
    WHERE figure_count > 0
)
SELECT min(report_id) AS first_report, max(report_id) AS last_report,
    ($row_offset - min(last_place - figure_count))::BIGINT AS row_offset
FROM placed
WHERE last_place > $row_offset AND last_place - figure_count < $row_offset + $row_limit
HAVING count(*) > 0
