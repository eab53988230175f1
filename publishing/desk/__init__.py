"""What every screen of the desk shares: its site, the save lock, names that change."""
