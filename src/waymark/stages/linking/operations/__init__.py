"""Writing identifiers, proposals and judgements."""
