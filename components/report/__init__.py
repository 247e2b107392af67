"""One report as it is shown, filed or still a draft: cells, facts, findings, lit source, texts."""
