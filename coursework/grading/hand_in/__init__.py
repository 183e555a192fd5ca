"""From a file that a student sent to the programs that are run; nothing is run here.

`files` (with `archives`) tells hand-ins from other files, `students` (with `owners`
and `roster`) whose they are. `reading` (with `opening` and `magics`) gives cells,
`parsing` their statements, `steps` and `names` what these bind and need; `slicing`
says which of them is graded and what belongs to its program.
`extract` does all of it in a `forked` process with limits.
"""
