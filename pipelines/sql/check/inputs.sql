-- One row: a report, with the class of reports that the same relations are asked of.
CREATE TEMP TABLE report_in (report BIGINT, class INTEGER, is_whole BOOLEAN);
-- One row: a report and one of those of the year before.
CREATE TEMP TABLE lineage_in (report BIGINT, prior BIGINT);
-- One row: a cell that relations speak of.
CREATE TEMP TABLE slot_in (slot INTEGER, indicator VARCHAR, member VARCHAR, is_printed BOOLEAN);
-- One row: the part that a cell has in a relation of a form: on each side, in each condition, and
-- in the gap between the sides; masks keep a condition's doubts, and mark what a text states.
CREATE TEMP TABLE part_in (
    template VARCHAR, instance INTEGER, slot INTEGER, is_prior BOOLEAN, lhs DOUBLE, rhs DOUBLE,
    first DOUBLE, second DOUBLE, third DOUBLE, gap DOUBLE, condition_mask UTINYINT, stated UTINYINT
);
-- One row: a relation that a class, whose reports have one form, is asked.
CREATE TEMP TABLE asked_in (class INTEGER, template VARCHAR, instance INTEGER);
-- One row: the part that a cell has in a relation of a class.
CREATE TEMP VIEW term_in AS
SELECT *
FROM asked_in
JOIN part_in USING (template, instance);
-- One row: a cell that the form of a class prints.
CREATE TEMP TABLE expected_in (class INTEGER, slot INTEGER);
-- One row: a relation, in all its variants of one case.
CREATE TEMP TABLE instance_in (
    instance INTEGER, kase INTEGER, size INTEGER, is_quiet BOOLEAN, is_stated BOOLEAN,
    operator VARCHAR, left_constant DOUBLE, right_constant DOUBLE, first_operator VARCHAR,
    first_constant DOUBLE, second_operator VARCHAR, second_constant DOUBLE,
    third_operator VARCHAR, third_constant DOUBLE
);
-- One row: what a report says for a cell.
CREATE TEMP TABLE figure_in (
    report BIGINT, indicator VARCHAR, member VARCHAR, is_printed BOOLEAN, value DOUBLE,
    status VARCHAR
);
