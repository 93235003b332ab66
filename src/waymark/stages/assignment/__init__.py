"""On whose desk a piece of work lies, who could do it in time, and what will be late."""
