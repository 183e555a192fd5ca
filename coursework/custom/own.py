"""Export `register` under the name that students' notebooks import."""

from coursework.authoring.ask import REGISTERED, register

__all__ = ["REGISTERED", "register"]
