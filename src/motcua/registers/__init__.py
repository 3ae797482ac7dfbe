"""Registers (sổ theo dõi): what offices keep beside dossiers, each declared in a file and none in code."""
