"""Question (e), the choice of hyperparameters: what was chosen, and with what result.

The sandbox runs the program that `final` finds. `reading` finds the reported accuracy,
`entries` gives the points, and `retrain` compares the two for `grade --retrain`.
"""
