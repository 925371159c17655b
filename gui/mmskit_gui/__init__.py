"""mmskit on the desktop: compose a message frame by frame, see what a phone shows, fit it, send it."""
