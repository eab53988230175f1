"""Films, people and authors as sheets, to be filled in elsewhere and brought back."""
