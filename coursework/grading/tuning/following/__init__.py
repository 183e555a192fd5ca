"""A notebook followed by its names, without running it: for `grading.peeking`.

`follower` (statements) uses `expressions`, `calls`, `functions` and `choosing`, rules
about `taint.Value`; `words` holds what names usually mean.
"""
