-- What people and programs ask, with the names of the API; a text of two languages has two columns.
CREATE VIEW main.reports AS
SELECT dataset, report_id, agency_id, agency, report_year AS year,
    coalesce(nullif(template, ''), 'unknown') AS form, published_on, source, address, title, sha256,
    table_2, table_3, table_4, table_2014, finding_count
FROM raw.report
WHERE standing = 'current';

CREATE VIEW main.agencies AS
SELECT dataset, agency_id, name, short_name, level, county_code, county, city_code, city,
    province_code, province, first_year, last_year, report_count, is_expected
FROM raw.dim_agency
WHERE report_count > 0 OR is_expected;

CREATE VIEW main.indicators AS
SELECT id, indicator, member, table_number AS "table", label_zh, label_en, unit,
    unit AS unit_label_zh, coalesce(u.meaning_en, unit) AS unit_label_en, kind, dimension,
    templates AS forms, comparable, note, note AS note_label_zh, note_en AS note_label_en, parent,
    group_id, is_total
FROM raw.dim_indicator
LEFT JOIN raw.dim_code u ON u.list = 'unit' AND u.code = unit;

CREATE VIEW main.members AS
SELECT dimension, member, label_zh, label_en, parent, group_id, is_total
FROM raw.dim_member;

CREATE VIEW main.rules AS
SELECT rule, family, title_zh, title_en, formula, forms, severity, basis_zh, basis_en, axis,
    exceptions_zh, exceptions_en
FROM raw.dim_rule;

CREATE VIEW main.codes AS
SELECT list, code, meaning_zh, meaning_en
FROM raw.dim_code;

CREATE VIEW main.findings AS
SELECT f.dataset, f.agency_id, coalesce(r.agency, a.name, '') AS agency,
    coalesce(a.level, '') AS level, coalesce(a.county_code, '') AS county_code,
    f.report_year AS year, f.report_id, coalesce(r.sha256, '') AS sha256,
    coalesce(r.part, 0) AS part, f.rule, coalesce(b.family, '') AS family,
    coalesce(b.title_zh, f.rule) AS title_zh, coalesce(b.title_en, f.rule) AS title_en,
    coalesce(b.basis_zh, '') AS basis_zh, coalesce(b.basis_en, '') AS basis_en, f.severity,
    f.status, f.axis, f.member, f.left_side, f.right_side, f.is_assumed, f.reason, f.fingerprint,
    f.formula_zh, f.formula_en, f.message_zh, f.message_en, f.explanation_kind, f.explanation_zh,
    f.explanation_en, f.explanation_cells, f.note_zh, f.note_en, f.places, f.place,
    CASE WHEN f.status = 'fail' THEN coalesce(p.progress, 'open') ELSE '' END AS progress,
    coalesce(p.progress_by, '') AS progress_by,
    coalesce(p.progress_version, '') AS progress_version,
    coalesce(p.progress_at, '') AS progress_at,
    try_cast(f.left_side AS DOUBLE) AS left_value, try_cast(f.right_side AS DOUBLE) AS right_value,
    coalesce(b.operator, '') AS operator,
    CASE WHEN coalesce(b.operator, '') <> ''
        THEN try_cast(f.left_side AS DOUBLE) - try_cast(f.right_side AS DOUBLE) END AS difference,
    coalesce(b.unit, '') AS unit,
    CASE WHEN f.report_id IS NULL THEN '' ELSE concat('/report/', f.agency_id, '/', f.report_year, '?',
        CASE WHEN f.dataset <> 'real' THEN concat('dataset=', f.dataset, '&') END,
        CASE WHEN f.place IS NOT NULL
            THEN concat('at=', regexp_extract(f.place, '"block":(\d+)', 1), '.',
                nullif(concat_ws('.', nullif(regexp_extract(f.place, '"row":(\d+)', 1), ''),
                    nullif(regexp_extract(f.place, '"column":(\d+)', 1), ''), ''), ''),
                regexp_extract(f.place, '"start":(\d+)', 1), '-',
                regexp_extract(f.place, '"end":(\d+)', 1))
        END) END AS page, f.position
FROM raw.finding f
LEFT JOIN raw.report r USING (report_id)
LEFT JOIN raw.finding_progress p ON f.status = 'fail' AND p.dataset = f.dataset
    AND p.agency_id = f.agency_id AND p.report_year = f.report_year
    AND p.fingerprint = f.fingerprint
LEFT JOIN raw.dim_agency a ON a.dataset = f.dataset AND a.agency_id = f.agency_id
LEFT JOIN raw.dim_rule b USING (rule)
WHERE f.agency_id <> '' AND coalesce(r.standing, 'current') = 'current';

-- How much of each agency's year is open, before any verdict of a person.
CREATE VIEW main.open_findings AS
WITH standing AS (
    SELECT dataset, agency_id, year, severity, progress
    FROM main.findings
    WHERE status = 'fail' AND axis = 'agency'
    UNION ALL
    SELECT dataset, agency_id, report_year, severity, progress
    FROM raw.former_finding
    WHERE axis = 'agency'
)
SELECT dataset, agency_id, year,
    count(*) FILTER (progress IN ('open', 'reopened') AND severity = 'error') AS error_count,
    count(*) FILTER (progress IN ('open', 'reopened') AND severity = 'warning') AS warning_count,
    count(*) FILTER (progress IN ('open', 'reopened') AND severity = 'info') AS info_count,
    count(*) FILTER (progress = 'reopened') AS reopened_count,
    count(*) FILTER (progress = 'resolved') AS resolved_count,
    count(*) FILTER (progress = 'unjudged') AS unjudged_count
FROM standing
GROUP BY ALL;

CREATE VIEW main.filings AS
SELECT f.dataset, f.agency_id, a.name AS agency, a.short_name, a.level, a.county_code, a.county,
    a.city_code, a.city, f.report_year AS year, f.state, f.days_late, f.due_on, f.published_on,
    f.deadline_zh, f.deadline_en, f.severity, f.reason_zh, f.reason_en, f.is_expected, f.report_id
FROM raw.filing f
JOIN raw.dim_agency a USING (dataset, agency_id);

CREATE VIEW main.similar_reports AS
SELECT l.dataset, s.left_report_id, l.agency_id AS left_agency_id, l.agency AS left_agency,
    l.report_year AS left_year, l.sha256 AS left_sha256, l.part AS left_part, s.right_report_id,
    r.agency_id AS right_agency_id, r.agency AS right_agency, r.report_year AS right_year,
    r.sha256 AS right_sha256, r.part AS right_part, s.kind, s.similarity, s.shared_count,
    s.left_count, s.right_count, s.quantile, s.compared_count, s.is_copy
FROM raw.near_copy s
JOIN raw.report l ON l.report_id = s.left_report_id
JOIN raw.report r ON r.report_id = s.right_report_id;

CREATE VIEW main.build_info AS SELECT * FROM raw.build_info
