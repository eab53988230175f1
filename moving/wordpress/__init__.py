"""Moving in from WordPress: its export file (WXR) becomes rows of the archive.

What it takes to know about an export stands here; how things are made, changed or left alone is
the archive's intakes' business. `docs/moving-from-wordpress.md` tells the way of an editor.
"""
