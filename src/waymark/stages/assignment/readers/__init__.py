"""Tables that a force's own systems write, as plain values."""
