"""Charts as plain dictionaries in Plotly's form: no Dash, no Store, no language."""
