-- Add the pinyin of a name to the words that a search looks in; a list of names needs the short one.
UPDATE dim_agency
SET words = concat_ws(' ', dim_agency.words, s.words), spelling = s.spelling
FROM stage_spelling s
WHERE dim_agency.name = s.name AND dim_agency.short_name = s.short_name
    AND (report_count > 0 OR is_expected OR length(dim_agency.agency_id) <= 6)
    AND dim_agency.spelling = ''
