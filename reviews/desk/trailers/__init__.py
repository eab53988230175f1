"""The trailer desk: one screen for people who do trailers and nothing else."""
