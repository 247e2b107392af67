-- Decisions about a report or a figure that count today.
DELETE FROM decision;
INSERT INTO decision SELECT * FROM stage_decision ORDER BY decision_id
