"""What two themes of different fields share, and how surprising it is that they do.

Decides from works, sentences and counts that are handed in; opens no store and asks no model.
"""

from academichub.bridges.crossings import crossings
from academichub.bridges.evidence import evidence
from academichub.bridges.finding import find
from academichub.bridges.meetings import Meetings

__all__ = ["Meetings", "crossings", "evidence", "find"]
