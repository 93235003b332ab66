"""Keys with which a program acts for an officer who answers for what it does."""
