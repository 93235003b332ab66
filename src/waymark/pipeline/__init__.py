"""The steps of the work as one list, and the only code that crosses them.

A delivery is kept and committed; then, in a second transaction, read into the record, referred, linked,
attributed, prioritised and accounted for. Whatever stops the second leaves the first: the delivery stays
`kept` and is read by whoever comes next.
"""

from waymark.pipeline.again import read_unread, replay
from waymark.pipeline.deciding import answer, assess_again, look_again
from waymark.pipeline.receiving import carry_through, receive

STEPS = ("keep", "read", "refer", "link", "attribute", "prioritise", "account")

__all__ = [
    "STEPS",
    "answer",
    "assess_again",
    "carry_through",
    "look_again",
    "read_unread",
    "receive",
    "replay",
]
