-- Units of data set, area and year: `pipelines/identities.py` says the same in Python.
CREATE TEMP MACRO area_number(agency_id) AS
    CASE
        WHEN agency_id = '' THEN 0
        WHEN regexp_full_match(split_part(agency_id, '-', 1)[:6], '[0-9]+')
            THEN rpad(split_part(agency_id, '-', 1)[:6], 6, '0')::BIGINT
        WHEN split_part(agency_id, '-', 1) = '' THEN 0
        ELSE 1
    END;
CREATE TEMP MACRO area_of(dataset, agency_id) AS
    CASE dataset WHEN 'demo' THEN 1 ELSE 2 END * 1000000 + area_number(agency_id);
CREATE TEMP MACRO unit_of(dataset, agency_id, report_year) AS
    area_of(dataset, agency_id) * 100
    + CASE WHEN report_year BETWEEN 2001 AND 2099 THEN report_year::BIGINT - 2000 ELSE 0 END;
-- What this publication computes anew; every other row stays as it was published.
CREATE TEMP TABLE changed_unit (unit BIGINT);
CREATE TEMP TABLE changed_document (dataset VARCHAR, sha256 VARCHAR);
CREATE TEMP TABLE judged_unit (unit BIGINT);
CREATE TEMP TABLE compared_unit (unit BIGINT);
CREATE TEMP TABLE copying_report (report_id BIGINT);
-- The id that a staged report gets, by the key it came with.
CREATE TEMP TABLE given_id (report_key BIGINT, report_id BIGINT)
