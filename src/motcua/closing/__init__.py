"""Closing a period (chốt số liệu): what was closed, by whom, as of when; what arrived later; reopening."""
