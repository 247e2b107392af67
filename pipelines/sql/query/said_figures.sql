-- CTE after `told`: one row, one figure of the scope that has every word looked for.
,
said AS (
    SELECT * FROM told
    WHERE len(list_filter($words::VARCHAR[], lambda word: NOT contains(
        lower(concat_ws(' ', agency_id, agency, county, indicator, indicator_zh, indicator_en,
            member, member_zh, member_en, label, raw)), word))) = 0
)
