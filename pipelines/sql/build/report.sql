-- Of several for the same agency and year the current one is a document before an excerpt, then
-- the one published last, then the one received last. An open agency or year waits for a person.
DELETE FROM report WHERE report_id // 1000000 IN (SELECT unit FROM changed_unit);
CREATE OR REPLACE TEMP TABLE placed AS
WITH told AS (
    SELECT s.*, unit_of(dataset, agency_id, report_year) AS unit, row_number() OVER (
        PARTITION BY dataset, agency_id, report_year
        ORDER BY (source = 'document') DESC, published_on DESC NULLS LAST,
            received_at DESC, sha256, part, address, report_key
    ) AS turn
    FROM stage_report s
)
SELECT *, unit * 1000000 + row_number() OVER (
    PARTITION BY unit ORDER BY agency_id, report_year NULLS LAST, turn, sha256, part, address, report_key
) AS report_id
FROM told;
INSERT INTO given_id SELECT report_key, report_id FROM placed;
INSERT INTO report
SELECT report_id, dataset, agency_id, agency, level, candidates, report_year, template,
    published_on, source, address, title, sha256, part, received_at,
    CASE
        WHEN agency_id = '' OR report_year IS NULL THEN 'waiting'
        WHEN turn = 1 THEN 'current'
        ELSE 'superseded'
    END AS standing,
    table_2, table_3, table_4, table_2014, 0 AS finding_count
FROM placed
ORDER BY report_id;
DROP TABLE placed
