"""nbgrader's settings for the solution notebooks of this course."""

from nbconvert.preprocessors import TagRemovePreprocessor
from nbgrader.converters.generate_assignment import GenerateAssignment

c = get_config()  # noqa: F821 - nbgrader gives it to its configuration files

# Cells for teachers only are removed first; then comes what nbgrader does by default.
default = GenerateAssignment.preprocessors.make_dynamic_default()
c.GenerateAssignment.preprocessors = [TagRemovePreprocessor, *default]
c.TagRemovePreprocessor.enabled = True
c.TagRemovePreprocessor.remove_cell_tags = {"solution", "reference", "probes"}
c.ClearSolutions.code_stub = {
    "python": "# Write your answer here, in place of the next line.\n"
    "raise NotImplementedError"
}
c.ExecutePreprocessor.timeout = 300
