"""What lists and tables show: plain values as Qt models. No widgets here."""
