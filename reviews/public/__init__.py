"""The readers' side: everything here sees editions through `live(at)` and never a desk table."""
