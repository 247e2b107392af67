-- What the catalogue knows, written into every published file so that it describes itself.
CREATE TABLE dim_indicator (
    position INTEGER, id VARCHAR, indicator VARCHAR, member VARCHAR, table_number VARCHAR,
    templates VARCHAR, label_zh VARCHAR, label_en VARCHAR, unit VARCHAR, kind VARCHAR,
    dimension VARCHAR, comparable VARCHAR, note VARCHAR
);
CREATE TABLE dim_member (
    position INTEGER, dimension VARCHAR, member VARCHAR, label_zh VARCHAR, label_en VARCHAR,
    colour VARCHAR
);
-- One row: one cell that a form prints.
CREATE TABLE dim_printed (
    template VARCHAR, table_number VARCHAR, indicator VARCHAR, member VARCHAR, position INTEGER
);
CREATE TABLE build_info (digest VARCHAR, schema_version INTEGER, item VARCHAR, item_count BIGINT)
