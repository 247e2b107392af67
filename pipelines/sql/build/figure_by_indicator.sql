-- The primary figures of current reports once more.
-- `basis` is for `figure_published`: of all others it is ''.
DELETE FROM figure_by_indicator
WHERE report_id // 1000000 IN (SELECT unit FROM changed_unit);
INSERT INTO figure_by_indicator
SELECT
    f.indicator, f.scope, r.dataset, r.report_year, a.province_code, a.county_code, r.agency_id,
    f.member, f.label, r.report_id, r.template, f.table_number, f.value, f.status, f.unit,
    f.is_approximate, f.is_partial, f.method,
    '' AS basis
FROM figure f
JOIN report r USING (report_id)
JOIN dim_agency a ON a.dataset = r.dataset AND a.agency_id = r.agency_id
WHERE f.is_primary AND r.standing = 'current'
    AND r.report_id // 1000000 IN (SELECT unit FROM changed_unit)
    AND f.report_id // 1000000 IN (SELECT unit FROM changed_unit)
ORDER BY f.indicator, f.scope, r.dataset, r.agency_id, r.report_year, f.position
