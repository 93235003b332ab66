"""Platforms' answers to account enquiries: who holds an account, and from where it was used.

The shapes are those that public readers of such answers show; they change without notice. So everything is
found by its label, never by its place, and what has no known label is kept raw.
"""
