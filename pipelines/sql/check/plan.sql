-- One row: a cell that relations speak of.
CREATE TABLE slot_in (slot INTEGER, indicator VARCHAR, member VARCHAR, is_printed BOOLEAN);
-- One row: the part that a cell has in a relation of a form: on each side, in each condition, and
-- in the gap between the sides; masks keep a condition's doubts, and mark what a text states.
CREATE TABLE part_in (
    template VARCHAR, instance INTEGER, slot INTEGER, is_prior BOOLEAN, lhs DOUBLE, rhs DOUBLE,
    first DOUBLE, second DOUBLE, third DOUBLE, gap DOUBLE, condition_mask UTINYINT, stated UTINYINT
);
-- One row: a relation, in all its variants of one case.
CREATE TABLE instance_in (
    instance INTEGER, kase INTEGER, size INTEGER, is_quiet BOOLEAN, is_stated BOOLEAN,
    operator VARCHAR, left_constant DOUBLE, right_constant DOUBLE, first_operator VARCHAR,
    first_constant DOUBLE, second_operator VARCHAR, second_constant DOUBLE,
    third_operator VARCHAR, third_constant DOUBLE
);
-- The comparisons of the rules' language; no operator is no condition, and holds.
CREATE MACRO compares(lhs, operator, rhs) AS
    CASE operator
        WHEN '' THEN TRUE
        WHEN '=' THEN abs(lhs - rhs) < 1e-6
        WHEN '!=' THEN abs(lhs - rhs) >= 1e-6
        WHEN '>=' THEN lhs >= rhs - 1e-6
        WHEN '<=' THEN lhs <= rhs + 1e-6
        WHEN '>' THEN lhs > rhs + 1e-6
        ELSE lhs < rhs - 1e-6
    END
