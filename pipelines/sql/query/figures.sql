-- One row: one figure that passes every filter ("" lets all pass), after a place in their order. The
-- two indicators that no report prints name the figures that they choose: see `figure_published`.
SELECT * FROM said
WHERE (len($indicators::VARCHAR[]) = 0 OR list_contains($indicators::VARCHAR[], indicator)
        OR list_contains($indicators::VARCHAR[], 'disclosure.published') AND basis <> ''
        OR list_contains($indicators::VARCHAR[], 'disclosure.website') AND counted
            AND scope = 'year' AND indicator = 'disclosure.by_channel' AND member = 'website')
    AND ($member = '' OR member = CASE $member WHEN '-' THEN '' ELSE $member END)
    AND ($table_number = '' OR "table" = $table_number) AND ($form = '' OR form = $form)
    AND ($state = '' OR state = $state) AND ($method = '' OR method = $method)
    AND (report_id, row_key) > ($after_report, $after_row)
ORDER BY
    CASE $sort WHEN 'agency' THEN agency WHEN 'indicator' THEN indicator WHEN 'state' THEN state END,
    CASE $sort WHEN '-agency' THEN agency WHEN '-indicator' THEN indicator
        WHEN '-state' THEN state END DESC,
    CASE $sort WHEN 'value' THEN value WHEN '-value' THEN -value WHEN 'year' THEN year
        WHEN '-year' THEN -year END NULLS LAST,
    report_id, row_key
LIMIT $row_limit OFFSET $row_offset
