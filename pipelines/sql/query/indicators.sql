-- One row: one indicator as one form or the prose has it, in the catalogue's order.
SELECT id, indicator, member, table_number AS "table", label_zh, label_en, unit, kind, dimension,
    comparable, note, templates, position
FROM dim_indicator
ORDER BY position
