-- One row: one agency of the level of another that is most like it in requests received and items
-- disclosed, in the last year that the other states either: those of its county first, nearest first.
-- Only numbers both state are set against each other, totals of items with totals, what websites
-- carried with the like. `distance` adds up how many times more or less each number is, as logarithms.
WITH requests AS (
    SELECT r.agency_id, r.report_year, coalesce(t.value,
        CASE WHEN t.status IS NULL AND p.indicator IS NOT NULL AND r.table_3 = 'complete' THEN 0 END,
        n.value) AS requests
    FROM report r
    LEFT JOIN dim_printed p ON p.template = r.template AND p.table_number = '3'
        AND p.indicator = 'request.received' AND p.member = 'total'
    LEFT JOIN (
        SELECT report_id, any_value(status) AS status, any_value(value) AS value
        FROM figure_by_indicator
        WHERE indicator = 'request.received' AND member = 'total' AND scope = 'year'
        GROUP BY report_id
    ) t USING (report_id)
    LEFT JOIN (
        SELECT report_id, any_value(value) AS value
        FROM figure_by_indicator
        WHERE indicator = 'narrative.request.received' AND member = '' AND label = ''
            AND scope = 'year' AND status = 'number'
        GROUP BY report_id
    ) n USING (report_id)
    WHERE r.dataset = $dataset AND r.standing = 'current'
),
items AS (
    SELECT agency_id, report_year, any_value(value) AS items, any_value(basis) AS basis
    FROM figure_by_indicator
    WHERE indicator = 'disclosure.published' AND dataset = $dataset AND scope = 'year'
        AND status = 'number'
    GROUP BY ALL
),
said AS (
    SELECT agency_id, report_year, requests, items, coalesce(basis, '') AS basis
    FROM requests
    LEFT JOIN items USING (agency_id, report_year)
    WHERE requests IS NOT NULL OR items IS NOT NULL
),
own AS (
    SELECT s.*, a.level, a.county_code
    FROM said s
    JOIN dim_agency a ON a.dataset = $dataset AND a.agency_id = s.agency_id
    WHERE s.agency_id = $agency_id AND a.level <> ''
    ORDER BY s.report_year DESC
    LIMIT 1
),
alike AS (
    SELECT s.agency_id, a.name, a.short_name, a.county, a.city, s.report_year,
        a.county_code = o.county_code AND o.county_code <> '' AS is_near,
        CASE WHEN o.requests IS NOT NULL THEN s.requests END AS requests,
        CASE WHEN o.items IS NOT NULL AND s.basis = o.basis THEN s.items END AS items,
        o.requests AS own_requests, o.items AS own_items, o.basis
    FROM own o
    JOIN said s ON s.report_year = o.report_year AND s.agency_id <> o.agency_id
    JOIN dim_agency a ON a.dataset = $dataset AND a.agency_id = s.agency_id AND a.level = o.level
),
measured AS (
    SELECT *, (requests IS NOT NULL)::INTEGER + (items IS NOT NULL)::INTEGER AS known_count,
        coalesce(abs(ln((1 + requests) / (1 + own_requests))), 0)
            + coalesce(abs(ln((1 + items) / (1 + own_items))), 0) AS distance
    FROM alike
)
SELECT agency_id, name, short_name, county, city, report_year, is_near, requests, items, own_requests,
    own_items, basis, known_count, distance
FROM measured
WHERE known_count > 0
ORDER BY is_near DESC, known_count DESC, distance, agency_id
LIMIT $row_limit
