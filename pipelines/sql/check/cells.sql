-- One row per cell that is not a plain printed 0: its value and a mask of doubts (0 = a number).
-- Bits: 1 tried as 0, 2 kept for numbers that the text states, 4 stated in two ways, 8 not captured, 16 absent, 32 image, 64 lost.
-- What the text does not state has no row at all.
CREATE OR REPLACE TEMP TABLE cell AS
WITH known AS (
    SELECT f.report, s.slot, f.value,
           CASE f.status
               WHEN 'number' THEN 0
               WHEN 'blank' THEN 1 WHEN 'dash' THEN 1 WHEN 'slash' THEN 1 WHEN 'none_word' THEN 1
               WHEN 'conflict' THEN 4 WHEN 'absent' THEN 16 WHEN 'image' THEN 32 ELSE 64
           END AS mask
    FROM figure_in f
    JOIN slot_in s
      ON s.indicator = f.indicator AND s.member = f.member AND s.is_printed = f.is_printed
    WHERE f.value <> 0 OR f.status <> 'number' OR NOT f.is_printed
), gap AS (
    SELECT r.report, e.slot
    FROM report_in r
    JOIN expected_in e ON e.class = r.class
    ANTI JOIN (
        SELECT f.report, s.slot
        FROM figure_in f
        JOIN report_in w ON w.report = f.report AND NOT w.is_whole
        JOIN slot_in s ON s.indicator = f.indicator AND s.member = f.member AND s.is_printed
        WHERE f.is_printed
    ) k ON k.report = r.report AND k.slot = e.slot
    WHERE NOT r.is_whole
)
SELECT report, slot, CASE WHEN mask = 0 THEN value ELSE 0 END AS value, mask::UTINYINT AS mask
FROM known
UNION ALL
SELECT report, slot, 0.0, 8::UTINYINT
FROM gap
