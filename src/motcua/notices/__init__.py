"""Notices (thông báo) to citizens and officers: an event, a template, a channel, sent once."""
