-- One row: one code of a list and what it means.
SELECT list, code, meaning_zh, meaning_en
FROM dim_code
ORDER BY position
