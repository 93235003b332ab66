"""Counts from the record, what others published, and a desk's figures of the day."""
