"""The pages of who runs an installation: accounts, rosters, its state; plain forms, no script."""
