"""Which referrals are worth comparing, and what their shared identifiers are worth."""
