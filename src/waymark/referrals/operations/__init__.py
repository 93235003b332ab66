"""Writing the shared record."""
