"""What every lesson leans on and no chapter derives.

Checks of the input, files, threads, processes and the bars that they show. Nothing here
knows of a network.
"""
