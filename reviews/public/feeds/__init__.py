"""Feeds: the newest pieces in full, as RSS, Atom and JSON Feed, which say the same."""
