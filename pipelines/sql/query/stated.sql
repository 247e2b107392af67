-- One row: one member of one indicator that the text of a current report states, its parts added up
-- as worded. A part whose number is not known makes the member unknown.
SELECT f.agency_id, r.agency, f.report_year, f.template, f.indicator, f.member,
    CASE WHEN bool_and(f.status = 'number') THEN sum(f.value) END::DOUBLE AS value,
    CASE WHEN bool_and(f.status = 'number') THEN 'number'
        ELSE min(f.status) FILTER (f.status <> 'number') END AS state,
    bool_or(f.is_approximate) AS is_approximate, max(f.unit) AS unit, f.report_id
FROM figure_by_indicator f
JOIN report r USING (report_id)
WHERE f.dataset = $dataset AND f.table_number = 'narrative' AND f.basis = '' AND f.scope = 'year'
    AND NOT (f.member = '' AND f.label <> '')
    AND (len($agencies::VARCHAR[]) = 0 OR f.agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND f.report_year BETWEEN $first_year AND $last_year
GROUP BY ALL
ORDER BY f.agency_id, f.report_year, f.indicator, f.member
