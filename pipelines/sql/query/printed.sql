-- One row: one cell that a form prints, with what its indicator is of; an indicator that no form
-- prints has one row without a form.
SELECT i.indicator, i.dimension, i.unit, i.is_stated, coalesce(p.member, '') AS member,
    coalesce(p.template, '') AS template, coalesce(p.table_number, '') AS table_number
FROM (
    SELECT indicator, any_value(dimension) AS dimension, any_value(unit) AS unit,
        bool_or(table_number = 'narrative') AS is_stated
    FROM dim_indicator
    GROUP BY indicator
) i
LEFT JOIN dim_printed p USING (indicator)
ORDER BY i.indicator, p.position, p.template
