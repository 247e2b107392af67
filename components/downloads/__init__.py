"""Downloads: an answer as CSV or as a workbook, at the page's own address plus an ending."""
