"""Write the results: `table` (grades.csv), `page` (feedback, summary), `returned`.

`text` cleans what students wrote; `templates` are the web pages.
"""
