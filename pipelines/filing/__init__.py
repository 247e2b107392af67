"""Who had to report, by when, and what came of it: deadlines, rosters and states. Pure."""
