"""The window of personalised batches."""
