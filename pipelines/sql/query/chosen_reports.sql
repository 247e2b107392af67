-- CTE for questions about every figure: one row, one current report of the scope.
WITH chosen AS (
    SELECT report_id, dataset, agency_id, agency, report_year, template, address, sha256, source,
        table_2, table_3, table_4, table_2014
    FROM raw.report
    WHERE dataset = $dataset AND standing = 'current'
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND report_year BETWEEN $first_year AND $last_year
        AND report_id BETWEEN $first_report AND $last_report
),
