-- One row: one judgement of a current report of the chosen agencies (none chosen: all) and years,
-- or of an agency's year without a report.
SELECT f.agency_id, coalesce(r.agency, a.name, '') AS agency, coalesce(a.level, '') AS level,
    coalesce(a.county_code, '') AS county_code, f.report_year, f.report_id,
    coalesce(r.sha256, '') AS sha256, coalesce(r.part, 0) AS part, f.rule,
    coalesce(b.family, '') AS family, coalesce(b.title_zh, f.rule) AS title_zh,
    coalesce(b.title_en, f.rule) AS title_en, coalesce(b.basis_zh, '') AS basis_zh,
    coalesce(b.basis_en, '') AS basis_en, f.severity, f.status, f.axis, f.member, f.left_side,
    f.right_side, f.is_assumed, f.reason, f.fingerprint, f.formula_zh, f.formula_en, f.message_zh,
    f.message_en, f.explanation_kind, f.explanation_zh, f.explanation_en, f.explanation_cells,
    f.note_zh, f.note_en, f.places, f.place,
    CASE WHEN f.status = 'fail' THEN coalesce(p.progress, 'open') ELSE '' END AS progress,
    coalesce(p.progress_by, '') AS progress_by,
    coalesce(p.progress_version, '') AS progress_version,
    coalesce(p.progress_at, '') AS progress_at,
    try_cast(f.left_side AS DOUBLE) AS left_value, try_cast(f.right_side AS DOUBLE) AS right_value,
    coalesce(b.operator, '') AS operator,
    CASE WHEN coalesce(b.operator, '') <> ''
        THEN try_cast(f.left_side AS DOUBLE) - try_cast(f.right_side AS DOUBLE) END AS difference,
    coalesce(b.unit, '') AS unit,
    CASE WHEN f.report_id IS NULL THEN '' ELSE concat('/report/', f.agency_id, '/', f.report_year, '?',
        CASE WHEN f.dataset <> 'real' THEN concat('dataset=', f.dataset, '&') END,
        CASE WHEN f.place IS NOT NULL
            THEN concat('at=', regexp_extract(f.place, '"block":(\d+)', 1), '.',
                nullif(concat_ws('.', nullif(regexp_extract(f.place, '"row":(\d+)', 1), ''),
                    nullif(regexp_extract(f.place, '"column":(\d+)', 1), ''), ''), ''),
                regexp_extract(f.place, '"start":(\d+)', 1), '-',
                regexp_extract(f.place, '"end":(\d+)', 1))
        END) END AS page
FROM finding f
LEFT JOIN report r USING (report_id)
LEFT JOIN dim_agency a ON a.dataset = f.dataset AND a.agency_id = f.agency_id
LEFT JOIN dim_rule b USING (rule)
LEFT JOIN finding_progress p ON f.status = 'fail' AND p.dataset = f.dataset
    AND p.agency_id = f.agency_id AND p.report_year = f.report_year
    AND p.fingerprint = f.fingerprint
WHERE f.dataset = $dataset AND f.agency_id <> '' AND coalesce(r.standing, 'current') = 'current'
    AND (len($agencies::VARCHAR[]) = 0 OR list_contains($agencies::VARCHAR[], f.agency_id))
    AND f.report_year BETWEEN $first_year AND $last_year
ORDER BY f.agency_id, f.report_year, f.report_id NULLS LAST, f.position, f.rule, f.member
