-- One row: one filing of the chosen agencies (none chosen: all) and years.
SELECT f.agency_id, a.name AS agency, a.short_name, a.level, a.county_code, a.county, a.city_code,
    a.city, f.report_year, f.state, f.days_late, f.due_on, f.published_on, f.deadline_zh,
    f.deadline_en, f.severity, f.reason_zh, f.reason_en, f.is_expected, f.report_id,
    f.judged_report_id, f.source, f.template, f.is_compared,
    f.version_count, f.filed_on, f.filing_due_on, f.filed_state,
    f.is_unmended, f.returned_on
FROM filing f
JOIN (
    FROM dim_agency
    WHERE dataset = $dataset
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
) a USING (agency_id)
WHERE f.dataset = $dataset
    AND f.report_year BETWEEN $first_year AND $last_year
ORDER BY f.agency_id, f.report_year
