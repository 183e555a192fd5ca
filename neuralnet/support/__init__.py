"""What every lesson leans on and no chapter derives.

Checks of the input, files, threads, processes, tables and drawings. Nothing here
computes with a network.
"""
