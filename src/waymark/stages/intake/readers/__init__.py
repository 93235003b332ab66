"""Readers of what arrives, one for each format: bytes in, plain facts out, and nothing lost on the way.

`recognise` says what a delivery is from its first bytes; `cybertipline.read` reads the one format with a
public schema. Readers know no database, clock or settings.
"""
