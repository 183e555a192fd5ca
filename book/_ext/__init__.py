"""The extensions of Sphinx that build the pages, in one package."""
