"""What people read: `table` (grades.csv), `feedback`, `summary` and `gradescope`.

`page`, `text`, `places`, `charts` and `book` are what these share.
"""
