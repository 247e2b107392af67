-- The tables of a published store, written once: a publication replaces the rows it changes.
-- One row: what one document or excerpt says for one agency and year. The id begins with the unit.
CREATE TABLE report (
    report_id BIGINT, dataset VARCHAR, agency_id VARCHAR, agency VARCHAR, level VARCHAR,
    candidates VARCHAR, report_year SMALLINT, template VARCHAR, published_on DATE, source VARCHAR,
    address VARCHAR, title VARCHAR, sha256 VARCHAR, part SMALLINT, received_at VARCHAR,
    standing VARCHAR, table_2 VARCHAR, table_3 VARCHAR, table_4 VARCHAR, table_2014 VARCHAR,
    finding_count INTEGER
);
-- One row: one agency that reported, is expected to report, or is known to the divisions.
-- `words` is what a search looks in: code and every spelling of the name.
CREATE TABLE dim_agency (
    dataset VARCHAR, agency_id VARCHAR, name VARCHAR, short_name VARCHAR, level VARCHAR,
    county_code VARCHAR, county VARCHAR, city_code VARCHAR, city VARCHAR, province_code VARCHAR,
    province VARCHAR, first_year SMALLINT, last_year SMALLINT, report_count INTEGER,
    is_expected BOOLEAN, words VARCHAR, spelling VARCHAR
);
-- One row: one figure that had to be kept; zeros printed in a complete table are implied instead.
-- `is_primary` marks the first of several statements of the same thing. Where a table prints an
-- indicator, what prose says of it is another breakdown of the same items and never added to it.
CREATE TABLE figure (
    report_id BIGINT, position INTEGER, indicator VARCHAR, member VARCHAR, label VARCHAR,
    value DOUBLE, status VARCHAR, unit VARCHAR, is_approximate BOOLEAN, is_partial BOOLEAN,
    scope VARCHAR, method VARCHAR, table_number VARCHAR, raw VARCHAR, place VARCHAR,
    sentence VARCHAR, printed_value DOUBLE, printed_raw VARCHAR, decision_id INTEGER,
    is_primary BOOLEAN
);
-- The primary figures of current reports once more, sorted for questions about one indicator.
CREATE TABLE figure_by_indicator (
    indicator VARCHAR, scope VARCHAR, dataset VARCHAR, report_year SMALLINT, agency_id VARCHAR,
    member VARCHAR, label VARCHAR, report_id BIGINT, template VARCHAR, table_number VARCHAR,
    value DOUBLE, status VARCHAR, unit VARCHAR, is_approximate BOOLEAN, basis VARCHAR
);
-- One row: one agency and report year that has a report, or was expected to have one.
CREATE TABLE filing (
    dataset VARCHAR, agency_id VARCHAR, report_year SMALLINT, state VARCHAR, days_late INTEGER,
    due_on DATE, published_on DATE, deadline_zh VARCHAR, deadline_en VARCHAR, severity VARCHAR,
    reason_zh VARCHAR, reason_en VARCHAR, is_expected BOOLEAN, report_id BIGINT,
    judged_report_id BIGINT, source VARCHAR, template VARCHAR, is_compared BOOLEAN,
    version_count INTEGER, filed_on DATE, filing_due_on DATE, filed_state VARCHAR,
    is_unmended BOOLEAN, returned_on DATE
);
-- One row: one judgement of a report, or of an agency's year that has none.
CREATE TABLE finding (
    report_id BIGINT, dataset VARCHAR, agency_id VARCHAR, report_year SMALLINT, position INTEGER,
    rule VARCHAR, severity VARCHAR, status VARCHAR, axis VARCHAR, member VARCHAR,
    left_side VARCHAR, right_side VARCHAR, is_assumed BOOLEAN, reason VARCHAR,
    fingerprint VARCHAR, formula_zh VARCHAR, formula_en VARCHAR, message_zh VARCHAR,
    message_en VARCHAR, explanation_kind VARCHAR, explanation_zh VARCHAR, explanation_en VARCHAR,
    explanation_cells VARCHAR, note_zh VARCHAR, note_en VARCHAR, places VARCHAR, place VARCHAR
);
-- One row: one finding of today that was resolved once and has come back, with what brought it.
CREATE TABLE finding_progress (
    dataset VARCHAR, agency_id VARCHAR, report_year SMALLINT, fingerprint VARCHAR,
    progress VARCHAR, progress_by VARCHAR, progress_version VARCHAR, progress_at VARCHAR
);
-- One row: one finding of an earlier version that the report of today does not have: resolved, with
-- the document or correction that did it, or unjudged, where the rule cannot be asked any more.
CREATE TABLE former_finding AS
SELECT *, ''::VARCHAR AS sha256, 0::SMALLINT AS part, ''::VARCHAR AS progress,
    ''::VARCHAR AS progress_by, ''::VARCHAR AS progress_version, ''::VARCHAR AS progress_at
FROM finding LIMIT 0;
-- One row: one decision about a report or a figure that counts today.
CREATE TABLE decision (
    decision_id INTEGER, kind VARCHAR, subject VARCHAR, made_by VARCHAR, made_at VARCHAR,
    reason VARCHAR
);
-- One row: one document received, with what became of it.
CREATE TABLE document (
    dataset VARCHAR, sha256 VARCHAR, name VARCHAR, address VARCHAR, received_at VARCHAR,
    outcome VARCHAR, code VARCHAR, detail VARCHAR, report_count INTEGER
);
-- One row: a document that gave no report, and whose it must be as far as its name tells.
CREATE TABLE refusal (
    dataset VARCHAR, sha256 VARCHAR, agency_id VARCHAR, name VARCHAR, level VARCHAR,
    report_year INTEGER
);
-- One row: one current report with a cell of table three, and what its total column adds up to. Groups
-- and `recomputed` mean something only where every outcome is known (`is_known`); `has_flows`: all
-- applicants' outcomes are known, too. A balance that is not known is NULL.
CREATE TABLE mart_request (
    report_id BIGINT, dataset VARCHAR, agency_id VARCHAR, agency VARCHAR, report_year SMALLINT,
    template VARCHAR, is_complete BOOLEAN, is_approximate BOOLEAN, has_balances BOOLEAN,
    carried_in DOUBLE, received DOUBLE, answered DOUBLE, carried_out DOUBLE, is_known BOOLEAN,
    has_flows BOOLEAN, recomputed DOUBLE, granted DOUBLE, partial DOUBLE, denied DOUBLE,
    unable DOUBLE, not_processed DOUBLE, other DOUBLE
);
-- One row: two current reports that say much in the same words, stock sentences set aside: an
-- agency's report (left) and that of the year before, or two agencies' reports of one year.
-- `quantile` is the share of the other such pairs of the county and year that are less alike; of
-- two counties' agencies, of the nation's pairs.
CREATE TABLE near_copy (
    dataset VARCHAR, left_report_id BIGINT, right_report_id BIGINT, kind VARCHAR,
    similarity DOUBLE, shared_count INTEGER, left_count INTEGER, right_count INTEGER,
    quantile DOUBLE, compared_count BIGINT, is_copy BOOLEAN
);
-- What the rows above were computed from, for the next publication to compare with: the office's
-- roster and register by unit, and the boilerplate that the texts of a year were compared without.
CREATE TABLE input (kind VARCHAR, unit BIGINT, digest VARCHAR);
-- One row: one count of what this file was built from.
CREATE TABLE build_info (
    digest VARCHAR, schema_version INTEGER, installation VARCHAR, ledger_entries BIGINT,
    ledger_digest VARCHAR, item VARCHAR, item_count BIGINT
)
