"""A portal to practise with: the same operations, a page of what arrived and what is wrong with it, faults on demand."""
