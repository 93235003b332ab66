"""What figures mean, compared, explained, looked ahead from, and staffed for."""
