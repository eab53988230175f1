"""Moving in and out from the desk: an upload, its preview, a task with progress."""
