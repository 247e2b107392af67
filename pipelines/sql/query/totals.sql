-- One row: sum and counts of one indicator's member in one area and year; unknown is not in the sum.
SELECT area_code, report_year, value_sum, nonzero_count, known_count, expected_count, report_count
FROM mart_area
WHERE dataset = $dataset AND indicator = $indicator AND member = $member
    AND area_level = $area_level AND report_year BETWEEN $first_year AND $last_year
ORDER BY area_code, report_year
