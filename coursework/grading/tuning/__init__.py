"""Question (e): which settings were chosen, how, and with what result; read, not run.

`choice` judges by `literal` (the statement), `searched` and `reported`; `peeking`
follows test values through the code (`following`); `retrain` is an option.
"""
