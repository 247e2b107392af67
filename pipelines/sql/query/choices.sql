-- One row: one place or agency with reports whose code or any name has every word asked for, inside
-- `within` (a code of a place, '' anywhere). Those without a report in the years asked for come last,
-- then exact names and beginnings first, places before agencies, those with most reports first. The
-- short names of county and agency may be typed as one word: 邹城凫山.
WITH held AS (
    SELECT agency_id, count(*) AS held_count
    FROM report
    WHERE dataset = $dataset AND standing = 'current'
        AND report_year BETWEEN $first_year AND $last_year
    GROUP BY agency_id
),
agency AS (
    SELECT a.*, coalesce(h.held_count, 0) AS held_count
    FROM dim_agency a
    LEFT JOIN held h USING (agency_id)
    WHERE a.dataset = $dataset AND (a.report_count > 0 OR a.is_expected)
        AND ($within = '' OR $within IN (a.county_code, a.city_code, a.province_code))
),
spread AS (
    SELECT unnest(['province', 'city', 'county']) AS kind,
        unnest([province_code, city_code, county_code]) AS id,
        unnest([province, city, county]) AS name,
        unnest(['', province, coalesce(nullif(city, ''), province)]) AS around,
        province_code, unnest(['', city_code, city_code]) AS city_code,
        unnest(['', '', county_code]) AS county_code, report_count, held_count, first_year, last_year
    FROM agency
),
place AS (
    SELECT kind, id, name, any_value(around) AS around, any_value(province_code) AS province_code,
        any_value(city_code) AS city_code, any_value(county_code) AS county_code,
        count(*) AS agency_count, sum(report_count) AS report_count, sum(held_count) AS held_count,
        min(first_year) AS first_year, max(last_year) AS last_year
    FROM spread
    WHERE id <> '' AND name <> '' AND ($within = '' OR length(id) > length($within))
    GROUP BY kind, id, name
),
choice AS (
    SELECT p.*, p.name AS short_name, concat_ws(' ', p.id, p.name, d.words, d.spelling) AS words,
        coalesce(d.spelling, '') AS spelling
    FROM place p
    LEFT JOIN dim_agency d ON d.dataset = $dataset AND d.agency_id = p.id
    UNION ALL BY NAME
    SELECT 'agency' AS kind, agency_id AS id, name, short_name,
        coalesce(nullif(county, short_name), nullif(city, short_name), province) AS around,
        province_code, city_code, county_code, 1 AS agency_count, report_count, held_count,
        first_year, last_year, concat_ws(' ', words, spelling,
            concat(regexp_replace(county, '[市县区旗]$', ''), short_name)) AS words, spelling
    FROM agency
)
SELECT kind, id, name, short_name, around, province_code, city_code, county_code,
    agency_count::INTEGER AS agency_count, report_count::INTEGER AS report_count,
    held_count::INTEGER AS held_count, first_year, last_year
FROM choice
WHERE len(list_filter($asked::VARCHAR[], lambda word: NOT contains(lower(words), word))) = 0
ORDER BY (held_count = 0), (kind = 'agency' AND list_contains($chosen::VARCHAR[], id)) DESC,
    CASE
        WHEN $text = '' THEN 0
        WHEN $text IN (short_name, name, id) OR list_contains(string_split(spelling, ' '), $text) THEN 0
        WHEN starts_with(short_name, $text) OR starts_with(spelling, $text) THEN 1
        WHEN contains(short_name, $text) THEN 2
        ELSE 3
    END,
    CASE kind WHEN 'county' THEN 0 WHEN 'city' THEN 1 WHEN 'province' THEN 2 ELSE 3 END,
    held_count DESC, id
LIMIT $row_limit
