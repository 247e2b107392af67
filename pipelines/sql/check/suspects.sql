-- Most relations hold: what may not, one row per report and instance, is added up side by side next.
-- A relation none of whose cells is in `addend` is 0 on both sides: it holds, and has no row.
CREATE OR REPLACE TEMP TABLE suspect AS
WITH touched AS (
    SELECT a.report, t.instance, sum(t.gap * a.value) AS gap, bit_or(a.mask | t.stated) AS mask
    FROM addend a
    JOIN term_in t ON t.class = a.class AND t.slot = a.slot AND t.is_prior = a.is_prior
    GROUP BY a.report, t.instance
)
SELECT s.report, s.instance, s.mask
FROM touched s
JOIN instance_in i ON i.instance = s.instance
WHERE (NOT i.is_stated OR (s.mask & 2) > 0)
  AND ($everything OR i.size > 1 OR s.mask >= 4
       OR NOT compares(s.gap + i.left_constant - i.right_constant, i.operator, 0))
