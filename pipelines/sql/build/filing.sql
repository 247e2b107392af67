-- The version that speaks best for the agency tells when it was published: a corrected version put
-- up later does not make the first one late. Whether it can be read is told by the current one.
-- Of agencies that are only known to have existed nothing is expected in years before the first
-- document of their county: what nobody collected is not missing.
DELETE FROM filing
WHERE unit_of(dataset, agency_id, report_year) IN (SELECT unit FROM changed_unit);
INSERT INTO filing
WITH version AS (
    SELECT r.dataset, r.agency_id, r.report_year, r.report_id, r.source, r.template, r.standing,
        s.* EXCLUDE (report_key)
    FROM stage_filing s
    JOIN given_id g USING (report_key)
    JOIN report r USING (report_id)
    WHERE r.standing <> 'waiting'
),
received AS (
    SELECT *, max(report_id) FILTER (standing = 'current') OVER same AS current_id,
        max(source) FILTER (standing = 'current') OVER same AS current_source,
        max(template) FILTER (standing = 'current') OVER same AS current_template,
        (count(*) FILTER (source = 'document') OVER same)::INTEGER AS version_count
    FROM version
    WINDOW same AS (PARTITION BY dataset, agency_id, report_year)
    QUALIFY row_number() OVER (
        PARTITION BY dataset, agency_id, report_year
        ORDER BY (standing = 'current' AND state = 'unreadable') DESC,
            list_position(['on_time', 'late', 'early', 'not_judged'], state) NULLS LAST,
            days_late, published_on, report_id
    ) = 1
),
collected AS (
    SELECT report_id // 100000000 AS area, min(report_year) AS first_year
    FROM report
    WHERE standing = 'current' AND source = 'document'
        AND report_id // 100000000 IN (SELECT unit // 100 FROM changed_unit)
    GROUP BY ALL
),
-- A department is listed under one spelling of its name and reports under another: it is the same
-- where place and short name agree, and nobody else of that name reported or was expected.
spelled AS (
    SELECT e.dataset, e.agency_id AS listed_id, e.report_year, min(o.agency_id) AS agency_id
    FROM stage_expected e
    JOIN dim_agency x ON x.dataset = e.dataset AND x.agency_id = e.agency_id
    JOIN dim_agency o ON o.dataset = x.dataset AND o.short_name = x.short_name
        AND o.agency_id <> x.agency_id AND o.level = 'department' AND x.level = 'department'
        AND split_part(o.agency_id, '-', 1) = split_part(x.agency_id, '-', 1)
    JOIN received r ON r.dataset = o.dataset AND r.agency_id = o.agency_id
        AND r.report_year = e.report_year
    ANTI JOIN received own ON own.dataset = e.dataset AND own.agency_id = e.agency_id
        AND own.report_year = e.report_year
    ANTI JOIN stage_expected other ON other.dataset = o.dataset AND other.agency_id = o.agency_id
        AND other.report_year = e.report_year
    GROUP BY ALL
    HAVING count(DISTINCT o.agency_id) = 1
),
due AS (
    SELECT e.* REPLACE (
        coalesce(s.agency_id, e.agency_id) AS agency_id,
        bool_or(e.is_expected) OVER same AS is_expected, max(e.filed_on) OVER same AS filed_on,
        max(e.filing_due_on) OVER same AS filing_due_on,
        max(e.filed_state) OVER same AS filed_state,
        bool_or(e.is_unmended) OVER same AS is_unmended,
        max(e.returned_on) OVER same AS returned_on
    )
    FROM stage_expected e
    LEFT JOIN spelled s ON s.dataset = e.dataset AND s.listed_id = e.agency_id
        AND s.report_year = e.report_year
    LEFT JOIN collected c ON c.area = area_of(e.dataset, e.agency_id)
    LEFT JOIN received own ON own.dataset = e.dataset AND own.report_year = e.report_year
        AND own.agency_id = coalesce(s.agency_id, e.agency_id)
    WHERE e.is_named OR own.agency_id IS NOT NULL
        OR e.report_year >= least(coalesce(c.first_year, e.last_year), e.last_year)
    WINDOW same AS (PARTITION BY e.dataset, coalesce(s.agency_id, e.agency_id), e.report_year)
    QUALIFY row_number() OVER (
        PARTITION BY e.dataset, coalesce(s.agency_id, e.agency_id), e.report_year
        ORDER BY e.state = 'unreadable' DESC, e.is_expected DESC, e.agency_id
    ) = 1
)
SELECT
    dataset, agency_id, report_year::SMALLINT AS report_year,
    coalesce(r.state, d.state) AS state,
    CASE WHEN r.state IS NULL THEN d.days_late ELSE r.days_late END AS days_late,
    CASE WHEN r.state IS NULL THEN d.due_on ELSE r.due_on END AS due_on,
    r.published_on,
    coalesce(r.deadline_zh, d.deadline_zh) AS deadline_zh,
    coalesce(r.deadline_en, d.deadline_en) AS deadline_en,
    coalesce(r.severity, d.severity) AS severity,
    coalesce(r.reason_zh, d.reason_zh) AS reason_zh,
    coalesce(r.reason_en, d.reason_en) AS reason_en,
    coalesce(d.is_expected, false) AS is_expected,
    r.current_id AS report_id, r.report_id AS judged_report_id,
    coalesce(r.current_source, '') AS source,
    coalesce(r.current_template, '') AS template,
    false AS is_compared,
    coalesce(r.version_count, 0) AS version_count,
    d.filed_on, d.filing_due_on, coalesce(d.filed_state, '') AS filed_state, d.is_unmended,
    d.returned_on
FROM received r
FULL JOIN due d USING (dataset, agency_id, report_year)
ORDER BY dataset, agency_id, report_year;
-- Whether another whole text is here to compare with: of the year before, or of the same place.
UPDATE filing SET is_compared = coalesce(compared.is_compared, false)
FROM (
    SELECT f.dataset, f.agency_id, f.report_year, c.is_compared
    FROM filing f
    LEFT JOIN (
        SELECT dataset, agency_id, report_year,
            lag(report_year) OVER (PARTITION BY dataset, agency_id ORDER BY report_year)
                IS NOT DISTINCT FROM report_year - 1
            OR count(*) OVER (PARTITION BY report_id // 100000000, report_year) > 1 AS is_compared
        FROM report
        WHERE standing = 'current' AND source = 'document'
            AND report_id // 100000000 IN (SELECT unit // 100 FROM changed_unit)
    ) c USING (dataset, agency_id, report_year)
    WHERE area_of(f.dataset, f.agency_id) IN (SELECT unit // 100 FROM changed_unit)
        AND f.is_compared <> coalesce(c.is_compared, false)
) compared
WHERE filing.dataset = compared.dataset AND filing.agency_id = compared.agency_id
    AND filing.report_year = compared.report_year
