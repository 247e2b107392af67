-- One row per report and case that fails or cannot be judged; with $everything also what passes.
-- A relation none of whose cells is left here is 0 on both sides: it holds, and has no row.
WITH addend AS (
    SELECT c.report, r.class, c.slot, FALSE AS is_prior, c.value, c.mask
    FROM cell c
    JOIN report_in r ON r.report = c.report
    UNION ALL
    SELECT l.report, r.class, c.slot, TRUE AS is_prior, c.value, c.mask
    FROM cell c
    JOIN lineage_in l ON l.prior = c.report
    JOIN report_in r ON r.report = l.report
), side AS (
    SELECT a.report, t.instance,
           coalesce(sum(t.factor * a.value) FILTER (t.form = 0), 0) AS lhs,
           coalesce(sum(t.factor * a.value) FILTER (t.form = 1), 0) AS rhs,
           coalesce(sum(t.factor * a.value) FILTER (t.form = 2), 0) AS first_condition,
           coalesce(sum(t.factor * a.value) FILTER (t.form = 3), 0) AS second_condition,
           coalesce(sum(t.factor * a.value) FILTER (t.form = 4), 0) AS third_condition,
           bit_or(a.mask) AS mask,
           coalesce(bit_or(a.mask) FILTER (t.form >= 2), 0) AS condition_mask
    FROM addend a
    JOIN term_in t ON t.class = a.class AND t.slot = a.slot AND t.is_prior = a.is_prior
    GROUP BY a.report, t.instance
), judged AS (
    SELECT s.report, s.instance, i.kase, s.mask,
           s.lhs + i.left_constant AS lhs, s.rhs + i.right_constant AS rhs,
           compares(s.lhs + i.left_constant, i.operator, s.rhs + i.right_constant) AS holds,
           s.condition_mask < 4 AND NOT (
               compares(s.first_condition + i.first_constant, i.first_operator, 0)
               AND compares(s.second_condition + i.second_constant, i.second_operator, 0)
               AND compares(s.third_condition + i.third_constant, i.third_operator, 0)
           ) AS is_excused
    FROM side s
    JOIN instance_in i ON i.instance = s.instance
), graded AS (
    SELECT report, instance, kase, lhs, rhs, mask,
           CASE
               WHEN (mask & 2) > 0 OR is_excused THEN 'skip'
               WHEN mask >= 4 THEN 'na'
               WHEN holds THEN 'pass'
               ELSE 'fail'
           END AS status
    FROM judged
), ranked AS (
    SELECT *, list_position(['pass', 'na', 'fail', 'skip'], status) AS rank
    FROM graded
), decided AS (
    SELECT g.report, g.kase,
           CASE
               WHEN bool_or(g.status = 'pass') THEN 'pass'
               WHEN count(*) < any_value(k.size) AND any_value(k.holds_at_zero) THEN 'pass'
               WHEN bool_or(g.status = 'na') THEN 'na'
               WHEN bool_or(g.status = 'fail') THEN 'fail'
               ELSE 'skip'
           END AS status,
           arg_min(g.instance, g.rank * 100000 + g.instance) AS instance
    FROM ranked g
    JOIN case_in k ON k.kase = g.kase
    GROUP BY g.report, g.kase
)
SELECT d.report, d.instance, d.status, g.lhs, g.rhs, g.mask
FROM decided d
JOIN graded g ON g.report = d.report AND g.instance = d.instance
WHERE d.status IN ('fail', 'na') OR $everything
ORDER BY d.report, d.instance
