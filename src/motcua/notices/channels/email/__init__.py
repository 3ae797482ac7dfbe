"""E-mail through the office's own server."""
