-- Add the pinyin of a name to the words that a search looks in.
UPDATE dim_agency
SET words = concat_ws(' ', dim_agency.words, s.words)
FROM stage_spelling s
WHERE dim_agency.name = s.name AND (report_count > 0 OR is_expected)
