"""Read students' files, and cut out the program for each answer; nothing is run here.

`listing` unpacks and lists what a class has handed in, `match_students` says whose it
is, with the `roster` if there is one, and `students` chooses one of each student's
`files`.
`cells` gives its code as Python and `parsing` the statements. `statements` says what
these bind and need, and `notebook` which of them belong to an answer. `programs` does
all this in a `forked` process with limits.
"""
