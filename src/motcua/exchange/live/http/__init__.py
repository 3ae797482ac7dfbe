"""Pulling over HTTP."""
