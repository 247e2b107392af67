-- One row: what one document or excerpt says for one agency and year; ids follow agency and year.
-- Of several for the same agency and year the current one is a document before an excerpt, then
-- the one published last, then the one received last. An open agency or year waits for a person.
CREATE TABLE report AS
WITH told AS (
    SELECT s.*, row_number() OVER (
        PARTITION BY dataset, agency_id, report_year
        ORDER BY (source = 'document') DESC, published_on DESC NULLS LAST,
            received_at DESC, sha256, part
    ) AS turn
    FROM stage_report s
)
SELECT
    (row_number() OVER (
        ORDER BY dataset, agency_id, report_year NULLS LAST, turn, sha256, part
    ))::INTEGER AS report_id,
    dataset, agency_id, agency, candidates, report_year::SMALLINT AS report_year, template,
    published_on, source, address, title, sha256, part::SMALLINT AS part, received_at,
    CASE
        WHEN agency_id = '' OR report_year IS NULL THEN 'waiting'
        WHEN turn = 1 THEN 'current'
        ELSE 'superseded'
    END AS standing,
    table_2, table_3, table_4, table_2014, 0 AS finding_count, report_key
FROM told
ORDER BY report_id
