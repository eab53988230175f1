"""One module for each kind of row: what it means, and how it becomes something of ours."""
