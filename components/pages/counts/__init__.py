"""How much was disclosed, agency by agency."""
