"""年度分析报告: a place's year set against the year before, as a document and as slides."""
