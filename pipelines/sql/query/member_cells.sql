-- One row: one current report × one member of one indicator × each way in which it is worded: of
-- most one. What `cells` says, without adding up wordings and without looking into the catalogue:
-- `$printed` are the forms that print the member, all in one table; `$forms` all that print any.
SELECT agency_id, agency, report_year, template, $member AS member, coalesce(label, '') AS label,
    CASE WHEN status = 'number' THEN value WHEN status IS NULL AND silence = 'complete' THEN 0
        END::DOUBLE AS value,
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
        CASE WHEN list_contains($printed::VARCHAR[], template) THEN
            CASE $table_number WHEN '2' THEN table_2 WHEN '3' THEN table_3 WHEN '4' THEN table_4
                WHEN '2014' THEN table_2014 END
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
