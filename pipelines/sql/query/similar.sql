-- One row: two reports that say much in the same words, one of them of the chosen agencies (none
-- chosen: all); between years the left one is the later.
SELECT s.left_report_id, l.agency_id AS left_agency_id, l.agency AS left_agency,
    l.report_year AS left_year, l.sha256 AS left_sha256, l.part AS left_part,
    s.right_report_id, r.agency_id AS right_agency_id, r.agency AS right_agency,
    r.report_year AS right_year, r.sha256 AS right_sha256, r.part AS right_part,
    s.kind, s.similarity, s.shared_count, s.left_count, s.right_count, s.quantile,
    s.compared_count, s.is_copy
FROM near_copy s
JOIN report l ON l.report_id = s.left_report_id
JOIN report r ON r.report_id = s.right_report_id
WHERE s.dataset = $dataset
    AND (len($agencies::VARCHAR[]) = 0 OR l.agency_id IN (SELECT unnest($agencies::VARCHAR[]))
        OR r.agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND l.report_year BETWEEN $first_year AND $last_year
ORDER BY s.similarity DESC, s.left_report_id, s.right_report_id, s.kind
