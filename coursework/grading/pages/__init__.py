"""What people read: `table` (grades.csv), `page` (feedback and summary), `gradescope`.

`text` cleans what students wrote; `templates` are the web pages.
"""
