"""Parts that show how a campaign stands."""
