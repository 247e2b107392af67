-- One row: one report whose agency or year is open and waits for a person.
SELECT sha256, part, agency, candidates, report_year, title, address
FROM report
WHERE standing = 'waiting'
ORDER BY sha256, part
