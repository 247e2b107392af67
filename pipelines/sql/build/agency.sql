-- One row: one agency that reported, is expected to report, or is known to the divisions.
-- `words` is what a search looks in: code and every spelling of the name.
CREATE TABLE dim_agency AS
WITH known AS (
    SELECT * FROM stage_agency
    QUALIFY row_number() OVER (PARTITION BY dataset, agency_id ORDER BY rank, name) = 1
),
reported AS (
    SELECT dataset, agency_id, min(report_year) AS first_year, max(report_year) AS last_year,
        count(*) AS report_count, arg_max(agency, report_year) AS agency
    FROM report
    WHERE standing = 'current'
    GROUP BY ALL
)
SELECT
    dataset, agency_id, coalesce(r.agency, k.name) AS name,
    coalesce(k.short_name, r.agency) AS short_name, coalesce(k.level, '') AS level,
    coalesce(k.county_code, '') AS county_code, coalesce(k.county, '') AS county,
    coalesce(k.city_code, '') AS city_code, coalesce(k.city, '') AS city,
    coalesce(k.province_code, '') AS province_code, coalesce(k.province, '') AS province,
    r.first_year, r.last_year, coalesce(r.report_count, 0)::INTEGER AS report_count,
    coalesce(k.is_expected, false) AS is_expected,
    concat_ws(' ', agency_id, r.agency, k.name,
        concat(k.province, k.city, k.county, k.short_name),
        concat(k.county, k.short_name)) AS words,
    '' AS spelling
FROM known k
FULL JOIN reported r USING (dataset, agency_id)
ORDER BY dataset, agency_id
