-- One row: one rule of the book, in its order.
SELECT rule, family, title_zh, title_en, formula, forms, severity, basis_zh, basis_en, axis,
    exceptions_zh, exceptions_en
FROM dim_rule
ORDER BY position
