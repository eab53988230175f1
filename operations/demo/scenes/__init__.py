"""The pictures themselves: each function lights and draws one motif around a point.

`x`, `y` is the motif's centre and `r` its half size, all in pixels, so that one motif serves
the wide still and the tall poster.
"""
