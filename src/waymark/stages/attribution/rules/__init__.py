"""What can be asked of an IP event, and which force a report belongs to: pure rules."""

from waymark.stages.attribution.rules.access_kinds import NetworkKind
from waymark.stages.attribution.rules.forces import ForceProposal, PlaceSource, StatedPlace, force_for
from waymark.stages.attribution.rules.verdicts import Resolvability, Verdict, verdict

__all__ = [
    "ForceProposal",
    "NetworkKind",
    "PlaceSource",
    "Resolvability",
    "StatedPlace",
    "Verdict",
    "force_for",
    "verdict",
]
