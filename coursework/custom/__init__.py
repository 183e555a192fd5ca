"""The older name of `coursework.authoring`, which notebooks of teachers import."""
