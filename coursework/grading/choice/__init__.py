"""Question (e), the choice of settings: what was chosen, how, and with what result.

`final` cuts out the program for the dictionary of that name, which the sandbox runs;
`searched` and `reported` read signs of a search and the reported accuracy; `looking`
flags looks at the test set for the instructor; `judging` gives the points. `retrain` is
an option of the grader.
"""
