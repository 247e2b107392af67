-- An agency is known from its own reports, then from the roster, then from the divisions.
-- Names that were spelled once stay so: the tables of pinyin take long to load.
CREATE OR REPLACE TEMP TABLE spelled AS
SELECT dataset, agency_id, name, short_name, words, spelling FROM dim_agency
WHERE spelling <> '' AND area_of(dataset, agency_id) IN (SELECT unit // 100 FROM changed_unit);
DELETE FROM dim_agency
WHERE area_of(dataset, agency_id) IN (SELECT unit // 100 FROM changed_unit);
INSERT INTO dim_agency
WITH known AS (
    SELECT * FROM stage_agency
    QUALIFY row_number() OVER (PARTITION BY dataset, agency_id ORDER BY rank, name) = 1
),
reported AS (
    SELECT dataset, agency_id, min(report_year) AS first_year, max(report_year) AS last_year,
        count(*) AS report_count, arg_max(agency, report_year) AS agency
    FROM report
    WHERE standing = 'current'
        AND report_id // 100000000 IN (SELECT unit // 100 FROM changed_unit)
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
ORDER BY dataset, agency_id;
UPDATE dim_agency SET words = s.words, spelling = s.spelling
FROM spelled s
WHERE dim_agency.dataset = s.dataset AND dim_agency.agency_id = s.agency_id
    AND dim_agency.name = s.name AND dim_agency.short_name = s.short_name
    AND starts_with(s.words, dim_agency.words || ' ')
    AND (dim_agency.report_count > 0 OR dim_agency.is_expected
        OR length(dim_agency.agency_id) <= 6);
DROP TABLE spelled
