"""Writing what is known of a referral, and its place on the queue."""
