"""Write the API page: docstrings, each with a link to the section that derives it.

    ```{api}
    neuralnet.softmax  chapters/activations.ipynb#from-scores-to-probabilities
    ```

A line is a name and its section.
"""

import inspect
import pkgutil

from sphinx.util.docutils import SphinxDirective

ENTRY = """\
```{{eval-rst}}
.. auto{kind}:: {name}
```
Derived in [](<{home}>).
"""


def kind(name):
    """Return what a dotted name is: a class, exception, method or function."""
    named = pkgutil.resolve_name(name)
    if inspect.isclass(named):
        return "exception" if issubclass(named, Exception) else "class"
    owner = pkgutil.resolve_name(name.rpartition(".")[0])
    return "method" if inspect.isclass(owner) else "function"


class Entries(SphinxDirective):
    """Turn each line, a name and a section, into an entry of the API page."""

    has_content = True

    def run(self):
        pairs = [line.split() for line in self.content if line.strip()]
        texts = (ENTRY.format(kind=kind(n), name=n, home=home) for n, home in pairs)
        return self.parse_text_to_nodes("\n".join(texts))


def setup(app):
    """Register the directive, and set up how docstrings are parsed."""
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    app.config.napoleon_google_docstring = False
    app.config.napoleon_use_param = False
    app.config.napoleon_use_rtype = False
    # These sections become lists, since their types are words, not names to link.
    sections = [(name, "params_style") for name in ("Raises", "Attributes", "Yields")]
    app.config.napoleon_custom_sections = sections
    app.config.autodoc_class_signature = "mixed"
    app.config.autodoc_preserve_defaults = True
    app.config.default_role = "code"
    app.add_directive("api", Entries)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
