"""From a file that a student sent to the programs that are run; nothing is run here.

`reading` (with `magics`) gives cells; `parsing`, `units`, `blocks`, `scope` and `names`
tell what they define, `finding` and `building` what is graded and what it needs;
`extract` does all of it in a `forked` process with limits.
"""
