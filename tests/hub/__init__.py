"""Reading the exports of other systems."""
