"""Parts of the page of personalised batches."""
