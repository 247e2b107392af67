-- One row: one way in which figures of the scope and text are alike, and how many are.
SELECT "table", indicator, any_value(indicator_zh) AS indicator_zh,
    any_value(indicator_en) AS indicator_en, member, any_value(member_zh) AS member_zh,
    any_value(member_en) AS member_en, form, state, method, count(*)::BIGINT AS figure_count
FROM said
GROUP BY "table", indicator, member, form, state, method
ORDER BY "table", indicator, member, form, state, method
