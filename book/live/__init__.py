"""Figures that the reader moves, and the page that runs Python."""
