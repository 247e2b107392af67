-- A build of everything changes every unit of which something was received.
INSERT INTO changed_unit
SELECT unit_of(dataset, agency_id, report_year) FROM stage_report
UNION
SELECT unit_of(dataset, agency_id, report_year) FROM stage_expected
UNION
SELECT unit_of(dataset, agency_id, report_year) FROM stage_refusal
