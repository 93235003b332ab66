"""What casework decides, as plain Python."""
