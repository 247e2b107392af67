-- One row: a report, with the class of reports that the same relations are asked of.
CREATE TEMP TABLE report_in (report BIGINT, class INTEGER, is_whole BOOLEAN);
-- One row: a report and one of those of the year before.
CREATE TEMP TABLE lineage_in (report BIGINT, prior BIGINT);
-- One row: a relation that a class, whose reports have one form, is asked.
CREATE TEMP TABLE asked_in (class INTEGER, template VARCHAR, instance INTEGER);
-- One row: the part that a cell has in a relation of a class.
CREATE TEMP VIEW term_in AS
SELECT *
FROM asked_in
JOIN part_in USING (template, instance);
-- One row: a cell that the form of a class prints.
CREATE TEMP TABLE expected_in (class INTEGER, slot INTEGER);
-- One row: what a report says for a cell.
CREATE TEMP TABLE figure_in (
    report BIGINT, indicator VARCHAR, member VARCHAR, is_printed BOOLEAN, value DOUBLE,
    status VARCHAR
);
