"""Reading the board, the officers, and what lies on one's own desk, as plain values."""
