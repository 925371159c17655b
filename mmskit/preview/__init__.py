"""Previews of a message as files: an animated GIF, a contact sheet (PNG), a page that plays (HTML)."""

from mmskit.preview.files import Format, render_gif, render_html, render_png, write_preview

__all__ = ["Format", "render_gif", "render_html", "render_png", "write_preview"]
