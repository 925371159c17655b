"""Decoding pictures and sounds, and making each fit a number of bytes."""
