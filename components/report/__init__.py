"""One report as it is shown, filed or a draft: cells, facts, findings, its source, texts."""
