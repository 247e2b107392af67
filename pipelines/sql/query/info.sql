-- One row: one count of what the published file was built from.
SELECT digest, schema_version, installation, ledger_entries, ledger_digest, item, item_count FROM build_info ORDER BY item
