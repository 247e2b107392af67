-- Rows as they arrive, in any order; `report_key` ties a report to its figures until ids are given.
CREATE TEMP TABLE stage_report (
    report_key INTEGER, dataset VARCHAR, agency_id VARCHAR, agency VARCHAR, candidates VARCHAR,
    report_year INTEGER, template VARCHAR, published_on DATE, source VARCHAR, address VARCHAR,
    title VARCHAR, sha256 VARCHAR, part INTEGER, received_at VARCHAR,
    table_2 VARCHAR, table_3 VARCHAR, table_4 VARCHAR, table_2014 VARCHAR
);
CREATE TEMP TABLE stage_figure (
    report_key INTEGER, position INTEGER, indicator VARCHAR, member VARCHAR, label VARCHAR,
    value DOUBLE, status VARCHAR, unit VARCHAR, is_approximate BOOLEAN, is_partial BOOLEAN,
    scope VARCHAR, method VARCHAR, table_number VARCHAR, raw VARCHAR, place VARCHAR,
    sentence VARCHAR, printed_value DOUBLE, printed_raw VARCHAR, decision_id INTEGER
);
CREATE TEMP TABLE stage_finding (
    report_key INTEGER, position INTEGER, rule VARCHAR, severity VARCHAR, status VARCHAR,
    left_side VARCHAR, right_side VARCHAR, member VARCHAR, place VARCHAR
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
CREATE TEMP TABLE stage_spelling (name VARCHAR, words VARCHAR)
