"""Helpers that no chapter derives: input checks, files, processes, tables, drawings.

Nothing here computes with a network.
"""
