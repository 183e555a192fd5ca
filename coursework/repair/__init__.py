"""Prove what is wrong with an answer, and where: by edits of the student's own program.

`program` reads the answer, `writer` and `expressions` write its edits by the rules of
`rules.txt`, `search` tries them, `intermediates` compares the values on the way, and
`evidence` says it all. This runs in notebooks and on the book's pages, not in the
grader.
"""
