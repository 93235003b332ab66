"""What an agency receives from NCMEC: one report as JSON, as XML and as a PDF's text.

The facts of the format come from public readers of it, not from a specification: what none of them shows is
kept raw at its path, and nothing is made up for it.
"""
