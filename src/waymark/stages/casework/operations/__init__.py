"""Proposing, sending, taking in, answering and correcting disseminations."""
