-- One row: one current report × one wanted member of one indicator, whether or not it says it.
-- No row of a figure is a printed 0 only where the form prints the cell and its table is complete.
-- `basis` says of 公开数 whether it is the total or what the website carried; '' for all others.
-- No member wanted: the report's own total ('total' of applicants, '' otherwise).
WITH about AS (
    SELECT any_value(dimension) AS dimension, any_value(unit) AS unit,
        bool_or(table_number = 'narrative') AS is_stated
    FROM dim_indicator
    WHERE indicator = $indicator
),
wanted AS (
    SELECT unnest(CASE
        WHEN len($members::VARCHAR[]) > 0 THEN $members::VARCHAR[]
        WHEN dimension = 'applicant' THEN ['total']
        ELSE [''] END) AS member
    FROM about
),
chosen AS (
    SELECT report_id, agency_id, agency, report_year, template, source, table_2, table_3, table_4,
        table_2014
    FROM report
    WHERE dataset = $dataset AND standing = 'current'
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND report_year BETWEEN $first_year AND $last_year
),
said AS (
    SELECT report_id, member, string_agg(label, ' ' ORDER BY label) AS label,
        CASE WHEN bool_and(status = 'number') THEN sum(value) END AS value,
        CASE WHEN bool_and(status = 'number') THEN 'number'
            ELSE min(status) FILTER (status <> 'number') END AS status,
        bool_or(is_approximate) AS is_approximate, max(unit) AS unit,
        max(basis) AS basis
    FROM figure_by_indicator
    WHERE indicator = $indicator AND scope = $scope AND dataset = $dataset
        AND report_year BETWEEN $first_year AND $last_year
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND NOT (member = '' AND label <> '')
    GROUP BY report_id, member
),
faced AS (
    SELECT c.*, w.member, s.label, s.value, s.status, s.is_approximate, s.unit AS printed_unit, s.basis,
        a.unit, a.is_stated, p.table_number IS NOT NULL AS is_printed,
        CASE p.table_number WHEN '2' THEN c.table_2 WHEN '3' THEN c.table_3
            WHEN '4' THEN c.table_4 WHEN '2014' THEN c.table_2014 END AS completeness
    FROM chosen c
    CROSS JOIN wanted w
    CROSS JOIN about a
    LEFT JOIN said s ON s.report_id = c.report_id AND s.member = w.member
    LEFT JOIN dim_printed p ON $scope = 'year' AND p.template = c.template
        AND p.indicator = $indicator AND p.member = w.member
)
SELECT agency_id, agency, report_year, template, member, coalesce(label, '') AS label,
    CASE WHEN status IS NOT NULL THEN value WHEN completeness = 'complete' THEN 0 END::DOUBLE
        AS value,
    CASE
        WHEN status IS NOT NULL THEN status
        WHEN completeness = 'complete' THEN 'number'
        WHEN completeness = 'unrecoverable' THEN 'lost'
        WHEN completeness = 'absent' THEN 'absent'
        WHEN is_printed OR is_stated OR template NOT IN (SELECT template FROM dim_printed) THEN 'not_captured'
        ELSE 'absent'
    END AS state,
    coalesce(is_approximate, false) AS is_approximate, source, report_id,
    coalesce(nullif(printed_unit, ''), unit) AS unit,
    (is_printed OR is_stated OR status IS NOT NULL) AS is_expected,
    coalesce(basis, '') AS basis
FROM faced
ORDER BY agency_id, report_year, member
