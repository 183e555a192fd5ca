"""The name under which a student's notebook imports `register`.

The code is in `coursework.authoring.ask`.
"""

from coursework.authoring.ask import REGISTERED, register

__all__ = ["REGISTERED", "register"]
