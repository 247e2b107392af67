"""Who may do what: accounts, their sessions, and the attempts to sign in."""
