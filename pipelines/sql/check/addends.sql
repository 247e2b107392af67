-- One row per cell that takes part in a report's relations: its own, and those of the year before.
CREATE OR REPLACE TEMP TABLE addend AS
SELECT c.report, r.class, c.slot, FALSE AS is_prior, c.value, c.mask
FROM cell c
JOIN report_in r ON r.report = c.report
UNION ALL
SELECT l.report, r.class, c.slot, TRUE AS is_prior, c.value, c.mask
FROM cell c
JOIN lineage_in l ON l.prior = c.report
JOIN report_in r ON r.report = l.report
WHERE c.slot IN (SELECT slot FROM term_in WHERE is_prior)
