"""Documents in formats of our own: another force's package, a report taken by hand, a register with its map."""
