-- One row: one name that may be typed in pinyin and is not spelled yet: of agencies that report or
-- should, and of all provinces, cities and counties.
SELECT DISTINCT name, short_name
FROM dim_agency
WHERE (report_count > 0 OR is_expected OR length(agency_id) <= 6) AND spelling = ''
ORDER BY ALL
