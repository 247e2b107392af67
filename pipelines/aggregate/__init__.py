"""Frame → frame: what charts, tables and downloads all show, computed once and the same for all.

Every function takes `cells` (one row per report and member: agency_id, agency, report_year,
template, member, value, state, is_approximate, …) or `mix` (the same with all members of a
dimension) as the store gives them, and returns a new frame; nothing is changed in place. `value`
is NaN where `state` is not "number": it never counts, never adds up, and is never 0.
"""
