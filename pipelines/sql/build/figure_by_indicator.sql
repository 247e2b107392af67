-- The primary figures of current reports once more.
-- `basis` is for `figure_published`: of all others it is ''.
DELETE FROM figure_by_indicator
WHERE report_id // 1000000 IN (SELECT unit FROM changed_unit);
INSERT INTO figure_by_indicator
SELECT
    f.indicator, f.scope, r.dataset, r.report_year, r.agency_id, f.member, f.label, r.report_id,
    r.template, f.table_number, f.value, f.status, f.unit, f.is_approximate, '' AS basis
FROM figure f
JOIN report r USING (report_id)
WHERE f.is_primary AND r.standing = 'current'
    AND r.report_id // 1000000 IN (SELECT unit FROM changed_unit)
    AND f.report_id // 1000000 IN (SELECT unit FROM changed_unit)
ORDER BY f.indicator, f.scope, r.dataset, r.agency_id, r.report_year, f.position
