"""What several pages ask and show: scope, series, years, sums. No page is known here."""
