"""The summary of one board on two sides of paper, today or as at an earlier moment: rebuilt from the rows, never kept.

``page.summary_of`` puts it together; every other module is one section. Each starts from what its reader may see.
"""
