-- Rows as they arrive, in any order; `report_key` ties a report to its figures until ids are given.
CREATE TEMP TABLE stage_report (
    report_key BIGINT, dataset VARCHAR, agency_id VARCHAR, agency VARCHAR, level VARCHAR,
    candidates VARCHAR, report_year INTEGER, template VARCHAR, published_on DATE, source VARCHAR,
    address VARCHAR, title VARCHAR, sha256 VARCHAR, part INTEGER, received_at VARCHAR,
    table_2 VARCHAR, table_3 VARCHAR, table_4 VARCHAR, table_2014 VARCHAR
);
CREATE TEMP TABLE stage_figure (
    report_key BIGINT, position INTEGER, indicator VARCHAR, member VARCHAR, label VARCHAR,
    value DOUBLE, status VARCHAR, unit VARCHAR, is_approximate BOOLEAN, is_partial BOOLEAN,
    scope VARCHAR, method VARCHAR, table_number VARCHAR, raw VARCHAR, place VARCHAR,
    sentence VARCHAR, printed_value DOUBLE, printed_raw VARCHAR, decision_id INTEGER
);
-- A judgement of a report, or, without one, of an agency's year; texts are in both languages.
CREATE TEMP TABLE stage_finding (
    report_id BIGINT, dataset VARCHAR, agency_id VARCHAR, report_year INTEGER, position INTEGER,
    rule VARCHAR, severity VARCHAR, status VARCHAR, axis VARCHAR, member VARCHAR,
    left_side VARCHAR, right_side VARCHAR, is_assumed BOOLEAN, reason VARCHAR,
    fingerprint VARCHAR, formula_zh VARCHAR, formula_en VARCHAR, message_zh VARCHAR,
    message_en VARCHAR, explanation_kind VARCHAR, explanation_zh VARCHAR, explanation_en VARCHAR,
    explanation_cells VARCHAR, note_zh VARCHAR, note_en VARCHAR, places VARCHAR, place VARCHAR
);
CREATE TEMP TABLE stage_decision (
    decision_id INTEGER, kind VARCHAR, subject VARCHAR, made_by VARCHAR, made_at VARCHAR,
    reason VARCHAR
);
CREATE TEMP TABLE stage_document (
    dataset VARCHAR, sha256 VARCHAR, name VARCHAR, address VARCHAR, received_at VARCHAR,
    outcome VARCHAR, code VARCHAR, detail VARCHAR, report_count INTEGER
);
CREATE TEMP TABLE stage_agency (
    dataset VARCHAR, agency_id VARCHAR, name VARCHAR, short_name VARCHAR, level VARCHAR,
    county_code VARCHAR, county VARCHAR, city_code VARCHAR, city VARCHAR, province_code VARCHAR,
    province VARCHAR, is_expected BOOLEAN, rank INTEGER
);
-- When and whether a report was filed, one row a report; and who was expected, with or without one.
CREATE TEMP TABLE stage_filing (
    report_key BIGINT, state VARCHAR, days_late INTEGER, due_on DATE, published_on DATE,
    deadline_zh VARCHAR, deadline_en VARCHAR, severity VARCHAR, reason_zh VARCHAR, reason_en VARCHAR
);
CREATE TEMP TABLE stage_expected (
    dataset VARCHAR, agency_id VARCHAR, report_year INTEGER, is_expected BOOLEAN,
    is_named BOOLEAN, last_year INTEGER, state VARCHAR, days_late INTEGER, due_on DATE,
    published_on DATE, deadline_zh VARCHAR, deadline_en VARCHAR, severity VARCHAR,
    reason_zh VARCHAR, reason_en VARCHAR, filed_on DATE, filing_due_on DATE, filed_state VARCHAR,
    is_unmended BOOLEAN, returned_on DATE
);
CREATE TEMP TABLE stage_spelling (
    name VARCHAR, short_name VARCHAR, words VARCHAR, spelling VARCHAR
);
CREATE TEMP TABLE stage_similar (
    dataset VARCHAR, left_report_id BIGINT, right_report_id BIGINT, kind VARCHAR,
    similarity DOUBLE, shared_count INTEGER, left_count INTEGER, right_count INTEGER,
    quantile DOUBLE, compared_count BIGINT, is_copy BOOLEAN
);
-- What became of findings: those of today that came back, and those of earlier versions.
CREATE TEMP TABLE stage_progress (
    dataset VARCHAR, agency_id VARCHAR, report_year INTEGER, fingerprint VARCHAR,
    progress VARCHAR, progress_by VARCHAR, progress_version VARCHAR, progress_at VARCHAR
);
CREATE TEMP TABLE stage_former AS
SELECT *, ''::VARCHAR AS sha256, 0::SMALLINT AS part, ''::VARCHAR AS progress,
    ''::VARCHAR AS progress_by, ''::VARCHAR AS progress_version, ''::VARCHAR AS progress_at
FROM stage_finding LIMIT 0;
CREATE TEMP TABLE stage_refusal (
    dataset VARCHAR, sha256 VARCHAR, agency_id VARCHAR, name VARCHAR, level VARCHAR,
    report_year INTEGER
);
CREATE TEMP TABLE stage_input (kind VARCHAR, unit BIGINT, digest VARCHAR)
