"""Export `register` under the name that students' notebooks import.

The code is in `coursework.authoring.ask`.
"""

from coursework.authoring.ask import REGISTERED, register

__all__ = ["REGISTERED", "register"]
