-- CTE after `chosen`: one row, one complete table of a report, whose unsaid cells are printed zeros.
whole AS (
    SELECT report_id, template, table_number
    FROM (
        SELECT report_id, template, unnest(['2', '3', '4', '2014']) AS table_number,
            unnest([table_2, table_3, table_4, table_2014]) AS completeness
        FROM chosen
    )
    WHERE completeness = 'complete'
),
