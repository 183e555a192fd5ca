"""Grade question (e): find the chosen hyperparameters and the reported accuracy.

The sandbox runs the program that `final` finds. `reading` finds the reported accuracy,
`entries` gives the points, and `retrain` compares the two for `grade --retrain`.
"""
