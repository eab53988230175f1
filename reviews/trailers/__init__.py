"""What we know of video sites: which we take, how their addresses and embed codes read."""
