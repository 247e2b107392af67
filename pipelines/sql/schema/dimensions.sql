-- What the catalogue knows, written into every published file so that it describes itself.
CREATE TABLE dim_indicator (
    position INTEGER, id VARCHAR, indicator VARCHAR, member VARCHAR, table_number VARCHAR,
    templates VARCHAR, label_zh VARCHAR, label_en VARCHAR, unit VARCHAR, kind VARCHAR,
    dimension VARCHAR, comparable VARCHAR, note VARCHAR, note_en VARCHAR, parent VARCHAR,
    group_id VARCHAR, is_total BOOLEAN
);
CREATE TABLE dim_member (
    position INTEGER, dimension VARCHAR, member VARCHAR, label_zh VARCHAR, label_en VARCHAR,
    colour VARCHAR, parent VARCHAR, group_id VARCHAR, is_total BOOLEAN
);
-- One row: one cell that a form prints.
CREATE TABLE dim_printed (
    template VARCHAR, table_number VARCHAR, indicator VARCHAR, member VARCHAR, position INTEGER
);
-- One row: one rule of the book; findings of the reading that have no rule are not here.
CREATE TABLE dim_rule (
    position INTEGER, rule VARCHAR, family VARCHAR, title_zh VARCHAR, title_en VARCHAR,
    formula VARCHAR, forms VARCHAR, severity VARCHAR, basis_zh VARCHAR, basis_en VARCHAR,
    axis VARCHAR, exceptions_zh VARCHAR, exceptions_en VARCHAR, operator VARCHAR, unit VARCHAR
);
-- One row: one code of a list, and what it means.
CREATE TABLE dim_code (
    position INTEGER, list VARCHAR, code VARCHAR, meaning_zh VARCHAR, meaning_en VARCHAR
)
