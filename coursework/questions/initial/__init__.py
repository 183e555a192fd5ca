"""Define the question initialize_parameters, which has no single right value.

`question` asks and judges in three stages: types and shapes, the distribution of the
weights, and details. `known` reads the texts of the known mistakes. `replies`,
`conditions` and `laws` say how each mistake shows. `samples` looks at the weights.
"""
