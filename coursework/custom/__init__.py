"""Keep the older name of `coursework.authoring`, which teachers' notebooks import."""
