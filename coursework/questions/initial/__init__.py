"""The question initialize_parameters, which no single right value answers.

`question` asks and judges in three stages: what came back, how the weights are spread,
and the edge cases. `known` reads the known mistakes, one text for each way in which
they show; `conditions` and `laws` tell how they do; `samples` looks at the weights.
"""
