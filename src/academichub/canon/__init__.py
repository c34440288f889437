"""Canons: libraries of formal mathematics, read from their sources, kept and searched.

What is known of a declaration is said by its rung: listed, indexed, or checked, the last only with the
kernel's own output. Nothing here runs a proof or believes one.
"""

from academichub.canon.bearing import bears_on
from academichub.canon.kernel import checked
from academichub.canon.library import Canon
from academichub.canon.linking import candidates, resolved
from academichub.canon.shelf import Canons
from academichub.canon.values import Broken, Declaration, Found, State, Update

__all__ = [
    "Broken",
    "Canon",
    "Canons",
    "Declaration",
    "Found",
    "State",
    "Update",
    "bears_on",
    "candidates",
    "checked",
    "resolved",
]
