"""Tables that others made, from bytes to values."""
