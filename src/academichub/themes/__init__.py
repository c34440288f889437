"""Works that belong together, what they are called and of which fields they are."""

from academichub.themes.finding import find

__all__ = ["find"]
