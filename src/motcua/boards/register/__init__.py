"""Sổ theo dõi hồ sơ (form 07): the book of the dossiers that a unit received, on screen and as a file."""
