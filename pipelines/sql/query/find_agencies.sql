-- One row: one agency whose code, name or short name fits, the nearest and those with reports first.
SELECT agency_id, name, short_name, level, county_code, county, city_code, city, province_code,
    province, first_year, last_year, report_count
FROM dim_agency
WHERE dataset = $dataset AND (
    contains(lower(words), lower($text))
    OR (short_name <> '' AND ends_with($text, short_name) AND contains($text, county))
)
ORDER BY (agency_id = $text OR name = $text OR short_name = $text) DESC, (report_count > 0) DESC,
    agency_id
LIMIT $row_limit
