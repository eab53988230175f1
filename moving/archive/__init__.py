"""The archive: everything of a site as JSON Lines and picture files, to keep and to move.

`docs/archive.md` describes it for those who write one by hand. Rows and keys are sorted and
nothing depends on the site's own numbers, so that a site exported, imported into an empty one
and exported again gives the same bytes.
"""
