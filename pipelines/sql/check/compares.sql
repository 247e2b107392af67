-- The comparisons of the rules' language; no operator is no condition, and holds.
CREATE OR REPLACE TEMP MACRO compares(lhs, operator, rhs) AS
    CASE operator
        WHEN '' THEN TRUE
        WHEN '=' THEN abs(lhs - rhs) < 1e-6
        WHEN '!=' THEN abs(lhs - rhs) >= 1e-6
        WHEN '>=' THEN lhs >= rhs - 1e-6
        WHEN '<=' THEN lhs <= rhs + 1e-6
        WHEN '>' THEN lhs > rhs + 1e-6
        ELSE lhs < rhs - 1e-6
    END
