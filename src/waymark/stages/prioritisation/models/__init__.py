"""What is known of a referral, what the policy makes of it, its place on the queue, its clocks and decisions."""

from waymark.stages.prioritisation.models.bundles import Bundle, BundleDecided, BundleDecision, BundleMember
from waymark.stages.prioritisation.models.clocks import CalendarFeed, ClockSetting, Milestone, RunningClock
from waymark.stages.prioritisation.models.known import Assessment, AssessmentText, KnownFact, ResearchCheck
from waymark.stages.prioritisation.models.levels import (
    ForceResult,
    LevelDecision,
    LevelMove,
    LevelOutcome,
    OwnLevel,
)
from waymark.stages.prioritisation.models.lists import ListDecided, ListDecision, SavedView
from waymark.stages.prioritisation.models.policies import OwnLevelFirst, Policy, PolicyChange
from waymark.stages.prioritisation.models.queue import QueueEntry, ReportSummary

__all__ = [
    "Assessment",
    "AssessmentText",
    "Bundle",
    "BundleDecided",
    "BundleDecision",
    "BundleMember",
    "CalendarFeed",
    "ClockSetting",
    "ForceResult",
    "KnownFact",
    "LevelDecision",
    "LevelMove",
    "LevelOutcome",
    "ListDecided",
    "ListDecision",
    "Milestone",
    "OwnLevel",
    "OwnLevelFirst",
    "Policy",
    "PolicyChange",
    "QueueEntry",
    "ReportSummary",
    "ResearchCheck",
    "RunningClock",
    "SavedView",
]
