"""An installation kept: backup, restore, and a check-up that changes nothing."""
