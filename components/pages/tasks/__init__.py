"""整改: findings that agencies must mend, each until it is closed."""
