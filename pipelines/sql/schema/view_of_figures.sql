SELECT dataset, agency_id, agency, level, county, year, form, "table", indicator,
    indicator_zh AS indicator_label_zh, indicator_en AS indicator_label_en, member,
    member_zh AS member_label_zh, member_en AS member_label_en, label, value, state, unit,
    unit_zh AS unit_label_zh, unit_en AS unit_label_en, approximate, "partial",
    scope, counted, basis, method, published, raw, source, address, sha256, report_id, parent, group_id,
    is_total, place, sentence, page, row_key AS position
FROM told
