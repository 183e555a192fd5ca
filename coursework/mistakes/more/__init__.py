"""The catalogues of one_hot and confusion_matrix (chapters 1 and 8)."""

from coursework.mistakes.more.confusion import confusion_matrix
from coursework.mistakes.more.labels import one_hot
from coursework.mistakes.more.tools import as_float, hot

__all__ = ["as_float", "confusion_matrix", "hot", "one_hot"]
