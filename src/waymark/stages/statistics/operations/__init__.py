"""Loading what others published, recording breaks, and taking a desk's figures of the day."""
