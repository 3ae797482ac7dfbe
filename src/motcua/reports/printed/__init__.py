"""Printed forms of Thông tư 03/2025/TT-VPCP, Phụ lục I, and notice sheets: data in, DOCX and PDF out.

A form's data is a frozen dataclass (`slips`, `letters`, `sheets`, `notices`); its wording is a YAML file that a unit
may change (`wording`); `compose` makes a document of the two, which is laid out twice (`to_docx`, `to_pdf`).
"""
