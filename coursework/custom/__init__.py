"""Questions that a notebook or a teacher asks: reference cells become a question."""
