-- One row: whether a data set has a report with text, one with a complete table three or four, and a
-- finding of an earlier version; whether there is anything of it at all.
SELECT coalesce(bool_or(source = 'document'), false) AS has_text,
    coalesce(bool_or(table_3 = 'complete'), false) AS has_table_3,
    coalesce(bool_or(table_4 = 'complete'), false) AS has_table_4,
    EXISTS (FROM former_finding f WHERE f.dataset = $dataset) AS has_former,
    count(*) > 0 OR EXISTS (FROM dim_agency a WHERE a.dataset = $dataset AND a.is_expected) AS has_any
FROM report
WHERE dataset = $dataset AND standing = 'current'
