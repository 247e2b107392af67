-- One row: one current report with a cell of table three, and what its total column adds up to.
-- Groups and `recomputed` mean something only where every outcome is known.
SELECT report_id, agency_id, agency, report_year, template, is_approximate, has_balances, is_known,
    carried_in, received, answered, carried_out, recomputed, granted, partial, denied, unable,
    not_processed, other
FROM counted
ORDER BY agency_id, report_year
