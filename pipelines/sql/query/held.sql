-- One row: whether a data set has a report with text, and one with a complete table three or four.
SELECT coalesce(bool_or(source = 'document'), false) AS has_text,
    coalesce(bool_or(table_3 = 'complete'), false) AS has_table_3,
    coalesce(bool_or(table_4 = 'complete'), false) AS has_table_4
FROM report
WHERE dataset = $dataset AND standing = 'current'
