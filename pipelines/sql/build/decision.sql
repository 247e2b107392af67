-- One row: one decision about a report or a figure that counts today.
CREATE TABLE decision AS
SELECT * FROM stage_decision ORDER BY decision_id
