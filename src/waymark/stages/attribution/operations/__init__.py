"""Writing verdicts, places, and the force that they propose."""
