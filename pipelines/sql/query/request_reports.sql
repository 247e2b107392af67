-- One row: one current report with a cell of table three, and what its total column adds up to.
-- Groups and `recomputed` mean something only where every outcome is known.
SELECT report_id, agency_id, agency, report_year, template, is_approximate, has_balances, is_known,
    carried_in, received, answered, carried_out, recomputed, granted, partial, denied, unable,
    not_processed, other
FROM mart_request
WHERE dataset = $dataset AND report_id BETWEEN $first_id AND $last_id
    AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND report_year BETWEEN $first_year AND $last_year
ORDER BY agency_id, report_year
