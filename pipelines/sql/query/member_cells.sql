-- One row: one current report × one member of one indicator × each way in which it is worded: of
-- most one. What `cells` says, without adding up wordings and without looking into the catalogue:
-- `$in_2` to `$in_2014` are the forms whose table prints it, `$forms` those that print anything.
SELECT agency_id, agency, report_year, template, $member AS member, coalesce(label, '') AS label,
    CASE status WHEN 'number' THEN value ELSE
        CASE WHEN status IS NULL AND silence = 'complete' THEN 0 END END::DOUBLE AS value,
    CASE
        WHEN status IS NOT NULL THEN status
        WHEN silence = 'complete' THEN 'number'
        WHEN silence = 'unrecoverable' THEN 'lost'
        WHEN silence = 'absent' THEN 'absent'
        WHEN is_asked OR NOT list_contains($forms::VARCHAR[], template) THEN 'not_captured'
        ELSE 'absent'
    END AS state,
    coalesce(is_approximate, false) AS is_approximate, source, report_id,
    coalesce(nullif(unit, ''), $unit) AS unit,
    (is_asked OR status IS NOT NULL) AS is_expected, coalesce(basis, '') AS basis
FROM (
    SELECT report_id, agency_id, agency, report_year, template, source,
        CASE
            WHEN list_contains($in_2::VARCHAR[], template) THEN table_2
            WHEN list_contains($in_3::VARCHAR[], template) THEN table_3
            WHEN list_contains($in_4::VARCHAR[], template) THEN table_4
            WHEN list_contains($in_2014::VARCHAR[], template) THEN table_2014
        END AS silence,
        $is_stated OR list_contains($printed::VARCHAR[], template) AS is_asked
    FROM report
    WHERE dataset = $dataset AND standing = 'current'
        AND report_id BETWEEN $first_id AND $last_id
        AND report_year BETWEEN $first_year AND $last_year
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
)
LEFT JOIN (
    SELECT report_id, label, value, status, is_approximate, unit, basis
    FROM figure_by_indicator
    WHERE indicator = $indicator AND scope = $scope AND dataset = $dataset
        AND report_id BETWEEN $first_id AND $last_id
        AND report_year BETWEEN $first_year AND $last_year
        AND member = $member AND ($member <> '' OR label = '')
) USING (report_id)
ORDER BY agency_id, report_year
