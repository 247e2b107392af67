-- One row: one county that has agencies with reports, with how many.
SELECT province_code, province, city_code, city, county_code, county,
    count(*)::INTEGER AS agency_count, sum(report_count)::INTEGER AS report_count
FROM dim_agency
WHERE dataset = $dataset AND county_code <> '' AND (report_count > 0 OR is_expected)
GROUP BY ALL
ORDER BY county_code
