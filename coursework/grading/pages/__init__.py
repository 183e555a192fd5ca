"""Write the results: `table` (grades.csv), `page` (feedback, summary), `gradescope`.

`text` cleans what students wrote; `templates` are the web pages.
"""
