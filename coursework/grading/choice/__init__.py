"""Question (e), the choice of settings: what was chosen, and with what result.

`final` cuts out the program for the dictionary of that name, which the sandbox runs,
and `judging` gives the points. `reading` finds the reported accuracy, and quotes cells
for the instructor. `retrain` is an option of the grader.
"""
