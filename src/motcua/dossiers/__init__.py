"""Dossiers and their journal."""
