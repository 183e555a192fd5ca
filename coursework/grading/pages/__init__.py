"""What people read: `table` (grades.csv), `page` (feedback and summary), `gradescope`.

`text` cleans what these show; `templates` are the web pages.
"""
