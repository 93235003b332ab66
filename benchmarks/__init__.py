"""What `make bench` runs: each row is our figure against another's, measured in one run on the same data."""
