"""Find the line: edit the student's own program until the answer is right."""
