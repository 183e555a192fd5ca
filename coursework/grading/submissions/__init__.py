"""From a file that a student sent to the programs that are run; nothing is run here.

`files` tells hand-ins from other files, `students` which of them is graded; whose it
is say `claims` (a platform, the `roster`) and `places`.
`cells` gives their cells as Python, `statements` what these bind and need; `programs`
says which of them is graded and what belongs to its program, in a `forked` process with
limits.
"""
