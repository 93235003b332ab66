"""Reading links: what is proposed and why, and what was judged one piece of work."""

from waymark.stages.linking.queries.groups import Together, leads_of, together_with, work_together
from waymark.stages.linking.queries.links import LinkLine, link_called, link_references, links

__all__ = [
    "LinkLine",
    "Together",
    "leads_of",
    "link_called",
    "link_references",
    "links",
    "together_with",
    "work_together",
]
