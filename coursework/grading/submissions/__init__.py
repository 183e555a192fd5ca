"""Read students' files, and cut out the program for each answer; nothing is run here.

`listing` finds the `files` of a class, and `students` chooses one for each student;
`claims` (a platform, the `roster`) and `places` say whose it is.
`cells` gives its code as Python and `parsing` the statements. `statements` says what
these bind and need, and `notebook` which of them belong to an answer. `programs` does
all this in a `forked` process with limits.
"""
