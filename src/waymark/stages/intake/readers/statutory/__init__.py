"""The UK statutory report to the NCA (Online Safety Act 2023 s 66; S.I. 2026/268), in our published schema."""
