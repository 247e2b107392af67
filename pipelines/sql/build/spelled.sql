-- One row: one name that may be typed in pinyin: of agencies that report or should, and of their places.
WITH asked AS (FROM dim_agency WHERE report_count > 0 OR is_expected)
SELECT DISTINCT name, short_name, dataset = 'real' AND level = 'county' AND length(agency_id) = 6
FROM dim_agency
WHERE report_count > 0 OR is_expected OR agency_id IN (
    SELECT unnest([province_code, city_code, county_code]) FROM asked
)
ORDER BY ALL
