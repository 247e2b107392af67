-- One row: one finding of an earlier version of the chosen agencies (none chosen: all) and years
-- that is not in the report of today, as `findings` gives those that are.
SELECT f.agency_id, coalesce(a.name, '') AS agency, coalesce(a.level, '') AS level,
    coalesce(a.county_code, '') AS county_code, f.report_year, f.report_id, f.sha256, f.part,
    f.rule, coalesce(b.family, '') AS family, coalesce(b.title_zh, f.rule) AS title_zh,
    coalesce(b.title_en, f.rule) AS title_en, coalesce(b.basis_zh, '') AS basis_zh,
    coalesce(b.basis_en, '') AS basis_en, f.severity, f.status, f.axis, f.member, f.left_side,
    f.right_side, f.is_assumed, f.reason, f.fingerprint, f.formula_zh, f.formula_en, f.message_zh,
    f.message_en, f.explanation_kind, f.explanation_zh, f.explanation_en, f.explanation_cells,
    f.note_zh, f.note_en, f.places, f.place, f.progress, f.progress_by, f.progress_version,
    f.progress_at, try_cast(f.left_side AS DOUBLE) AS left_value,
    try_cast(f.right_side AS DOUBLE) AS right_value, coalesce(b.operator, '') AS operator,
    CASE WHEN coalesce(b.operator, '') <> ''
        THEN try_cast(f.left_side AS DOUBLE) - try_cast(f.right_side AS DOUBLE) END AS difference,
    coalesce(b.unit, '') AS unit,
    CASE WHEN f.report_id IS NULL THEN '' ELSE concat('/report/', f.agency_id, '/', f.report_year, '?',
        CASE WHEN f.dataset <> 'real' THEN concat('dataset=', f.dataset) END) END AS page
FROM former_finding f
LEFT JOIN dim_agency a ON a.dataset = f.dataset AND a.agency_id = f.agency_id
LEFT JOIN dim_rule b USING (rule)
WHERE f.dataset = $dataset
    AND (len($agencies::VARCHAR[]) = 0 OR f.agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND f.report_year BETWEEN $first_year AND $last_year
ORDER BY f.agency_id, f.report_year, f.position
