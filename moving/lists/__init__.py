"""Lists that others ask a film desk for: aggregators of scores, Letterboxd."""
