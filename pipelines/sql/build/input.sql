-- What the office said of a unit, and what the texts of a year were compared without.
DELETE FROM input;
INSERT INTO input SELECT * FROM stage_input ORDER BY kind, unit
