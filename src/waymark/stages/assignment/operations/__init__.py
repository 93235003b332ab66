"""Keeping officers' hours, giving work to officers, and telling them."""
