"""The fourth door: JSON over HTTP, for programs that act for an officer. It decides nothing."""
