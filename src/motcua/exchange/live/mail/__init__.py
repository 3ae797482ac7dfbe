"""Attachments of e-mail."""
