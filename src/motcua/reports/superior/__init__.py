"""The superior's own file (tệp của cấp trên): marked once, filled every period, all else left as it is.

`package` and `spans` open a file and cut it at bytes; `docx_file` and `xlsx_file` show what is in it and where numbers
stand; `meaning` says what a number is a figure of; `values` counts it; `filling` writes it.
"""
