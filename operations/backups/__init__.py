"""Backups: the database at one instant and every file, in a folder, with a manifest of hashes."""
