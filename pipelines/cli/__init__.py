"""The command `mingcha`: one module a family of verbs; only these print or exit."""
