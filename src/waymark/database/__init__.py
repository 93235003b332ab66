"""How rows reach PostgreSQL: in batches, behind its guards."""
