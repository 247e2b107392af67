"""应报名单: who reports in a county, as proposed from what is there, confirmed line by line."""
