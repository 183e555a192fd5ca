"""What people read: `table` (grades.csv), `feedback`, `summary` and `gradescope`.

`page`, `text`, `places` and `book` are what these share; `templates` the web pages.
"""
