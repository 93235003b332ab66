"""What comes next, by methods that have to beat the naive ones on the past."""
