"""Which exercise a name means, and what that exercise does to the body."""
