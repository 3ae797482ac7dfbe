"""Procedures, fields, agencies, units and their calendars."""
