-- Pairs of the units that were compared. Of two counties' agencies the rank is among the nation's
-- pairs of the year: those below the floor were never pairs, and are less alike.
DELETE FROM near_copy
WHERE left_report_id // 1000000 IN (SELECT unit FROM compared_unit)
    OR right_report_id // 1000000 IN (SELECT unit FROM compared_unit);
INSERT INTO near_copy
SELECT dataset, left_report_id, right_report_id, kind, similarity, shared_count, left_count,
    right_count, quantile, compared_count, is_copy
FROM stage_similar
ORDER BY dataset, left_report_id, right_report_id, kind;
UPDATE near_copy SET quantile = ranked.quantile, compared_count = ranked.compared_count
FROM (
    SELECT n.left_report_id, n.right_report_id, t.pairs AS compared_count,
        (t.pairs - count(*) OVER (
            PARTITION BY n.dataset, t.report_year ORDER BY n.similarity DESC RANGE UNBOUNDED PRECEDING
        )) / greatest(1, t.pairs - 1) AS quantile
    FROM near_copy n
    JOIN (
        SELECT dataset, report_year, count(*) * (count(*) - 1) // 2 AS pairs
        FROM report
        WHERE standing = 'current' AND source = 'document'
            AND (report_id // 100000000000000, report_year) IN (
                SELECT (unit // 100000000, unit % 100 + 2000) FROM compared_unit
            )
        GROUP BY ALL
    ) t ON t.dataset = n.dataset AND t.report_year = n.left_report_id // 1000000 % 100 + 2000
    WHERE n.kind = 'agencies' AND n.left_report_id // 100000000 <> n.right_report_id // 100000000
) ranked
WHERE near_copy.left_report_id = ranked.left_report_id
    AND near_copy.right_report_id = ranked.right_report_id AND near_copy.kind = 'agencies'
    AND (near_copy.compared_count <> ranked.compared_count
        OR near_copy.quantile <> ranked.quantile)
