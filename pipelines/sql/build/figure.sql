-- The figures of the reports that were staged.
DELETE FROM figure WHERE report_id // 1000000 IN (SELECT unit FROM changed_unit);
INSERT INTO figure
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
JOIN given_id r USING (report_key)
ORDER BY r.report_id, f.position
