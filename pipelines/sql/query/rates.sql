-- One row: one current report and its rate: one sum of printed cells against another. A cell without
-- a figure is a printed 0 only where the form prints it and its table is complete; where any cell is
-- unknown the rate is, and `state` is that cell's. `small_base`: the lower sum carries no rate;
-- `contradiction`: a part is larger than its whole, so one of the printed numbers is wrong. `upper`
-- and `lower` are known in both. Rates are to one decimal; the two sums carry the rest.
WITH part AS (
    SELECT unnest($sides::VARCHAR[]) AS side, unnest($indicators::VARCHAR[]) AS indicator,
        unnest($members::VARCHAR[]) AS member, unnest($signs::INTEGER[]) AS sign
),
chosen AS (
    SELECT report_id, agency_id, agency, report_year, template, source, table_2, table_3, table_4,
        table_2014
    FROM report
    WHERE dataset = $dataset AND standing = 'current'
        AND (len($agencies::VARCHAR[]) = 0 OR list_contains($agencies::VARCHAR[], agency_id))
        AND report_year BETWEEN $first_year AND $last_year
),
said AS (
    SELECT report_id, indicator, member,
        CASE WHEN bool_and(status = 'number') THEN sum(value) END AS value,
        CASE WHEN bool_and(status = 'number') THEN 'number'
            ELSE min(status) FILTER (status <> 'number') END AS status,
        bool_or(is_approximate) AS is_approximate
    FROM figure_by_indicator
    WHERE list_contains($indicators::VARCHAR[], indicator) AND scope = 'year' AND basis = ''
        AND dataset = $dataset AND report_year BETWEEN $first_year AND $last_year
        AND (len($agencies::VARCHAR[]) = 0 OR list_contains($agencies::VARCHAR[], agency_id))
        AND NOT (member = '' AND label <> '')
    GROUP BY ALL
),
faced AS (
    SELECT c.*, p.side, p.sign, s.value AS said_value, s.status, s.is_approximate,
        d.table_number IS NOT NULL AS is_printed,
        CASE d.table_number WHEN '2' THEN c.table_2 WHEN '3' THEN c.table_3
            WHEN '4' THEN c.table_4 WHEN '2014' THEN c.table_2014 END AS completeness
    FROM chosen c
    CROSS JOIN part p
    LEFT JOIN said s ON s.report_id = c.report_id AND s.indicator = p.indicator
        AND s.member = p.member
    LEFT JOIN dim_printed d ON d.template = c.template AND d.indicator = p.indicator
        AND d.member = p.member
),
cell AS (
    SELECT *,
        CASE WHEN status IS NOT NULL THEN said_value WHEN completeness = 'complete' THEN 0 END
            AS value,
        CASE
            WHEN status IS NOT NULL THEN status
            WHEN completeness = 'complete' THEN 'number'
            WHEN completeness = 'unrecoverable' THEN 'lost'
            WHEN completeness = 'absent' THEN 'absent'
            WHEN is_printed OR template NOT IN (SELECT template FROM dim_printed) THEN 'not_captured'
            ELSE 'absent'
        END AS cell_state
    FROM faced
),
sums AS (
    SELECT agency_id, agency, report_year, template, source, report_id,
        min(cell_state) FILTER (cell_state <> 'number') AS lacking,
        sum(sign * value) FILTER (side = 'upper') AS upper,
        sum(sign * value) FILTER (side = 'lower') AS lower,
        bool_or(coalesce(is_approximate, false)) AS is_approximate,
        bool_and(is_printed) AS is_expected
    FROM cell
    GROUP BY ALL
),
told AS (
    SELECT *,
        CASE
            WHEN lacking IS NOT NULL THEN lacking
            WHEN $kind = 'difference' THEN 'number'
            WHEN lower < $least THEN 'small_base'
            WHEN $kind = 'share' AND upper > lower THEN 'contradiction'
            ELSE 'number'
        END AS state
    FROM sums
)
SELECT agency_id, agency, report_year, template, '' AS member, '' AS label,
    CASE WHEN state = 'number' THEN
        CASE $kind WHEN 'difference' THEN upper ELSE round(100 * upper / lower, 1) END
    END::DOUBLE AS value,
    state, is_approximate, source, report_id,
    CASE $kind WHEN 'share' THEN '%' ELSE '' END AS unit, is_expected, '' AS basis,
    CASE WHEN lacking IS NULL THEN upper END::DOUBLE AS upper,
    CASE WHEN lacking IS NULL THEN lower END::DOUBLE AS lower
FROM told
ORDER BY agency_id, report_year
