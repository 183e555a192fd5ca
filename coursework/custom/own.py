"""The name under which a notebook imports what asks a question of its own.

The code is in `coursework.authoring.ask`.
"""

from coursework.authoring.ask import REGISTERED, register

__all__ = ["REGISTERED", "register"]
