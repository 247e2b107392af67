-- One row: one figure that had to be kept; zeros printed in a complete table are implied instead.
-- `is_primary` marks the first of several statements of the same thing. Where a table prints an
-- indicator, what prose says of it is another breakdown of the same items and never added to it.
CREATE TABLE figure AS
SELECT
    r.report_id, f.position, f.indicator, f.member, f.label, f.value, f.status, f.unit,
    f.is_approximate, f.is_partial, f.scope, f.method, f.table_number, f.raw, f.place, f.sentence,
    f.printed_value, f.printed_raw, f.decision_id,
    row_number() OVER (
        PARTITION BY r.report_id, f.indicator, f.member, f.label, f.scope
        ORDER BY (f.table_number = 'narrative'), (f.status <> 'number'), f.is_approximate, f.position
    ) = 1 AND (
        f.table_number <> 'narrative' OR NOT bool_or(f.table_number <> 'narrative')
            OVER (PARTITION BY r.report_id, f.indicator, f.scope)
    ) AS is_primary
FROM stage_figure f
JOIN report r USING (report_key)
ORDER BY r.report_id, f.position
