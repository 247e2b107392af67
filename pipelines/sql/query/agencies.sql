-- One row: one agency that has a report or is expected to have one, and whose code or names have every
-- word asked for (none asked: all).
SELECT agency_id, name, short_name, level, county_code, county, city_code, city, province_code,
    province, first_year, last_year, report_count
FROM dim_agency
WHERE dataset = $dataset AND (report_count > 0 OR is_expected)
    AND (len($asked::VARCHAR[]) = 0
        OR len(list_filter($asked::VARCHAR[], lambda word: NOT contains(lower(words), word))) = 0)
ORDER BY agency_id
