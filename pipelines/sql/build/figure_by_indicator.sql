-- The primary figures of current reports once more, sorted for questions about one indicator.
-- `basis` is for `figure_published`: of all others it is ''.
CREATE TABLE figure_by_indicator AS
SELECT
    f.indicator, f.scope, r.dataset, r.report_year, a.province_code, a.county_code, r.agency_id,
    f.member, f.label, r.report_id, r.template, f.table_number, f.value, f.status, f.unit,
    f.is_approximate, f.is_partial, f.method,
    '' AS basis
FROM figure f
JOIN report r USING (report_id)
JOIN dim_agency a ON a.dataset = r.dataset AND a.agency_id = r.agency_id
WHERE f.is_primary AND r.standing = 'current'
ORDER BY f.indicator, f.scope, r.dataset, r.agency_id, r.report_year, f.position
