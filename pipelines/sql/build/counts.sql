-- One row: one count of what this file was built from.
DELETE FROM build_info;
INSERT INTO build_info
SELECT $digest, $version, $installation, $entries, $ledger_digest, item, item_count FROM (
    SELECT 'indicator' AS item, count(*) AS item_count FROM dim_indicator
    UNION ALL
    SELECT 'report.' || dataset || '.' || source || '.' || standing, count(*)
    FROM report GROUP BY ALL
    UNION ALL
    SELECT 'agency.' || dataset, count(*) FROM dim_agency WHERE report_count > 0 GROUP BY ALL
    UNION ALL
    SELECT 'document.' || dataset || '.' || outcome, count(*) FROM document GROUP BY ALL
    UNION ALL
    SELECT 'figure.' || CASE report_id // 100000000000000 WHEN 1 THEN 'demo' ELSE 'real' END, count(*)
    FROM figure GROUP BY ALL
    UNION ALL
    SELECT 'finding.' || dataset || '.' || severity, count(*)
    FROM finding WHERE status = 'fail' AND agency_id <> '' GROUP BY ALL
)
ORDER BY item
