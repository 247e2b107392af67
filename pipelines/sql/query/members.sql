-- One row: one member of a dimension, in the catalogue's order.
SELECT dimension, member, label_zh, label_en, colour, position, parent, group_id,
    is_total
FROM dim_member
ORDER BY position
