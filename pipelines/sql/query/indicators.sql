-- One row: one indicator as one form or the prose has it, in the catalogue's order.
SELECT id, indicator, member, table_number AS "table", label_zh, label_en, unit, kind, dimension,
    comparable, note, templates, position, unit AS unit_label_zh,
    coalesce(u.meaning_en, unit) AS unit_label_en, note AS note_label_zh, note_en AS note_label_en,
    parent, group_id, is_total
FROM dim_indicator
LEFT JOIN (SELECT code, meaning_en FROM dim_code WHERE list = 'unit') u ON u.code = unit
ORDER BY position
