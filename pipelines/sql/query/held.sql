-- One row: whether a data set has a report with text, one with a complete table three or four, and a
-- finding of an earlier version.
SELECT coalesce(bool_or(source = 'document'), false) AS has_text,
    coalesce(bool_or(table_3 = 'complete'), false) AS has_table_3,
    coalesce(bool_or(table_4 = 'complete'), false) AS has_table_4,
    EXISTS (FROM former_finding f WHERE f.dataset = $dataset) AS has_former
FROM report
WHERE dataset = $dataset AND standing = 'current'
