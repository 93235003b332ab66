"""Packages as they arrive: opened and checked, never trusted."""
