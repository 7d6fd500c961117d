"""The memory book: whom somebody met, and whether they want to meet again."""
