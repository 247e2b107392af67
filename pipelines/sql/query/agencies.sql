-- One row: one agency that has a report or is expected to have one.
SELECT agency_id, name, short_name, level, county_code, county, city_code, city, province_code,
    province, first_year, last_year, report_count, words, spelling
FROM dim_agency
WHERE dataset = $dataset AND (report_count > 0 OR is_expected)
ORDER BY agency_id
