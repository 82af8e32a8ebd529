"""Training programs as data: what a file of `data/programs/` says, checked and typed."""
