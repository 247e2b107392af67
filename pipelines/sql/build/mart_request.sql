-- Table three of the current reports added up: four balances, six groups of outcomes, whether all its
-- outcomes are known (`is_known`) and all its applicants' too (`has_flows`). Printed zeros of complete
-- tables are not written out: what is not said in one is 0, in any other table it is unknown.
DELETE FROM mart_request WHERE report_id // 1000000 IN (SELECT unit FROM changed_unit);
INSERT INTO mart_request
WITH form AS (
    SELECT template, count(*) FILTER (member = 'total' AND starts_with(indicator, 'outcome.')
        AND indicator <> 'outcome.total') AS outcome_count
    FROM dim_printed
    WHERE table_number = '3'
    GROUP BY template
),
chosen AS (
    SELECT r.report_id, r.dataset, r.agency_id, r.agency, r.report_year, r.template,
        r.table_3 = 'complete' AS is_complete, f.outcome_count AS printed_count
    FROM report r
    JOIN form f USING (template)
    WHERE r.standing = 'current' AND r.report_id // 1000000 IN (SELECT unit FROM changed_unit)
),
said AS (
    SELECT f.report_id, f.indicator, f.member, f.is_approximate,
        CASE WHEN f.status = 'number' THEN f.value END::DOUBLE AS value,
        CASE
            WHEN starts_with(f.indicator, 'outcome.') AND f.indicator <> 'outcome.total'
                THEN split_part(f.indicator, '.', 2)
            WHEN f.indicator = 'request.carried_out' THEN 'carried_out'
            ELSE ''
        END AS outcome_group
    FROM figure_by_indicator f
    JOIN chosen c USING (report_id)
    JOIN dim_printed p ON p.template = c.template AND p.table_number = '3'
        AND p.indicator = f.indicator AND p.member = f.member
    WHERE f.table_number = '3' AND f.scope = 'year' AND f.basis = ''
        AND f.report_id // 1000000 IN (SELECT unit FROM changed_unit)
),
added AS (
    SELECT report_id,
        bool_or(is_approximate) AS is_approximate,
        count(*) FILTER (is_balance) AS balance_count,
        max(value) FILTER (is_balance AND indicator = 'request.carried_in') AS carried_in,
        max(value) FILTER (is_balance AND indicator = 'request.received') AS received,
        max(value) FILTER (is_balance AND indicator = 'outcome.total') AS answered,
        max(value) FILTER (is_balance AND indicator = 'request.carried_out') AS carried_out,
        list(indicator) FILTER (is_balance AND value IS NULL) AS unknown_balances,
        count(value) FILTER (is_outcome) AS known_count,
        count(*) FILTER (is_outcome AND value IS NULL) AS unknown_count,
        sum(value) FILTER (is_outcome) AS recomputed,
        sum(value) FILTER (is_outcome AND outcome_group = 'granted') AS granted,
        sum(value) FILTER (is_outcome AND outcome_group = 'partial') AS partial,
        sum(value) FILTER (is_outcome AND outcome_group = 'denied') AS denied,
        sum(value) FILTER (is_outcome AND outcome_group = 'unable') AS unable,
        sum(value) FILTER (is_outcome AND outcome_group = 'not_processed') AS not_processed,
        sum(value) FILTER (is_outcome AND outcome_group = 'other') AS other,
        count(DISTINCT outcome_group || member) FILTER (is_flow) AS flow_count,
        count(*) FILTER (is_flow AND value IS NULL) AS unknown_flow_count
    FROM (
        SELECT *, member = 'total' AND outcome_group NOT IN ('', 'carried_out') AS is_outcome,
            member <> 'total' AND outcome_group <> '' AS is_flow,
            member = 'total' AND indicator IN ('request.carried_in', 'request.received',
                'outcome.total', 'request.carried_out') AS is_balance
        FROM said
    )
    GROUP BY report_id
)
SELECT c.report_id, c.dataset, c.agency_id, c.agency, c.report_year, c.template, c.is_complete,
    coalesce(a.is_approximate, false) AS is_approximate,
    c.is_complete OR coalesce(a.balance_count, 0) > 0 AS has_balances,
    CASE WHEN c.is_complete AND list_contains(a.unknown_balances, 'request.carried_in') IS NOT TRUE
        THEN coalesce(a.carried_in, 0) ELSE a.carried_in END AS carried_in,
    CASE WHEN c.is_complete AND list_contains(a.unknown_balances, 'request.received') IS NOT TRUE
        THEN coalesce(a.received, 0) ELSE a.received END AS received,
    CASE WHEN c.is_complete AND list_contains(a.unknown_balances, 'outcome.total') IS NOT TRUE
        THEN coalesce(a.answered, 0) ELSE a.answered END AS answered,
    CASE WHEN c.is_complete AND list_contains(a.unknown_balances, 'request.carried_out') IS NOT TRUE
        THEN coalesce(a.carried_out, 0) ELSE a.carried_out END AS carried_out,
    CASE WHEN c.is_complete THEN coalesce(a.unknown_count, 0) = 0
        ELSE coalesce(a.known_count, 0) = c.printed_count END AS is_known,
    CASE WHEN c.is_complete THEN true ELSE coalesce(a.flow_count, 0) = 42 END
        AND coalesce(a.unknown_flow_count, 0) = 0 AS has_flows,
    coalesce(a.recomputed, 0) AS recomputed, coalesce(a.granted, 0) AS granted,
    coalesce(a.partial, 0) AS partial, coalesce(a.denied, 0) AS denied,
    coalesce(a.unable, 0) AS unable, coalesce(a.not_processed, 0) AS not_processed,
    coalesce(a.other, 0) AS other
FROM chosen c
LEFT JOIN added a USING (report_id)
WHERE c.is_complete OR a.report_id IS NOT NULL
ORDER BY c.report_id
