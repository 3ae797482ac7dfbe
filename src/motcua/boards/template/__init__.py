"""Mẫu báo cáo: the pages on which a unit keeps its own Word template of its reports."""
