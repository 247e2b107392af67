-- One row per report and case that fails or cannot be judged; with $everything also what passes.
WITH side AS (
    SELECT s.report, s.instance, s.mask,
           sum(t.lhs * a.value) AS lhs,
           sum(t.rhs * a.value) AS rhs,
           sum(t.first * a.value) AS first,
           sum(t.second * a.value) AS second,
           sum(t.third * a.value) AS third,
           bit_or(a.mask & t.condition_mask) AS condition_mask
    FROM addend a
    JOIN term_in t ON t.class = a.class AND t.slot = a.slot AND t.is_prior = a.is_prior
    JOIN suspect s ON s.report = a.report AND s.instance = t.instance
    GROUP BY s.report, s.instance, s.mask
), judged AS (
    SELECT s.report, s.instance, i.kase, i.size, i.is_quiet, s.mask,
           s.lhs + i.left_constant AS lhs, s.rhs + i.right_constant AS rhs,
           compares(s.lhs + i.left_constant, i.operator, s.rhs + i.right_constant) AS holds,
           s.condition_mask < 4 AND NOT (
               compares(s.first + i.first_constant, i.first_operator, 0)
               AND compares(s.second + i.second_constant, i.second_operator, 0)
               AND compares(s.third + i.third_constant, i.third_operator, 0)
           ) AS is_excused
    FROM side s
    JOIN instance_in i ON i.instance = s.instance
), graded AS (
    SELECT *, CASE WHEN is_excused THEN 3 WHEN mask >= 4 THEN 1 WHEN holds THEN 0 ELSE 2 END AS grade
    FROM judged
), best AS (
    -- Of alternatives one that holds is enough; one without a row is 0 on both sides.
    SELECT report, kase,
           CASE WHEN count(*) < any_value(size) AND any_value(is_quiet) THEN 0 ELSE min(grade) END
               AS grade,
           arg_min(instance, grade * 100000 + instance) AS instance
    FROM graded
    WHERE size > 1
    GROUP BY report, kase
), decided AS (
    SELECT report, instance, grade, lhs, rhs, mask
    FROM graded
    WHERE size = 1
    UNION ALL
    SELECT g.report, g.instance, b.grade, g.lhs, g.rhs, g.mask
    FROM best b
    JOIN graded g ON g.report = b.report AND g.instance = b.instance
)
SELECT report, instance, ['pass', 'na', 'fail', 'skip'][grade + 1] AS status, lhs, rhs, mask
FROM decided
WHERE grade IN (1, 2) OR ($everything AND grade = 0)
ORDER BY report, instance
