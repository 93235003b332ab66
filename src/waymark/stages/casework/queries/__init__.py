"""Reading disseminations and the packages that came."""
