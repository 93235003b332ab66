"""The short list of words and neutral sentences that free text is made of.

Nothing here describes abuse, and nothing else may: every free text in an invented report is one of these
sentences, whole, which the tests hold. Surnames are made of two halves so that no real family is meant.
"""

from __future__ import annotations

from typing import Final

FIRST_NAMES: Final = (
    "Adi", "Bryn", "Cass", "Dara", "Eden", "Fen", "Gwil", "Harper", "Indy", "Jules", "Kit", "Lane",
    "Mika", "Noor", "Oakley", "Pip", "Quin", "Robin", "Sasha", "Tamsin", "Umi", "Vale", "Wren", "Zephyr",
)  # fmt: skip
SURNAME_STARTS: Final = (
    "Brindle", "Copper", "Dapple", "Ember", "Fennel", "Gorse", "Hazel", "Inkle", "Juniper", "Kestrel",
    "Larch", "Mottle", "Nettle", "Osier", "Pebble", "Quill", "Rowan", "Saffron", "Teasel", "Umber",
)  # fmt: skip
SURNAME_ENDS: Final = (
    "wickery", "thimble", "marrow", "quibble", "sprocket", "bobbin", "trestle", "lantern", "whistle",
    "gusset", "cobble", "fiddle", "tassel", "wimple", "drizzle", "muddle",
)  # fmt: skip
HANDLE_STARTS: Final = (
    "amber",
    "brisk",
    "calm",
    "dusty",
    "eager",
    "faint",
    "gentle",
    "hollow",
    "idle",
    "jolly",
)
HANDLE_ENDS: Final = ("otter", "teapot", "lantern", "badger", "kettle", "pigeon", "walnut", "ferry", "anvil")

# Letters beyond ASCII and the characters that XML escapes, as people do use them in names they display.
DISPLAY_NAMES: Final = ("Sample & Co", "Ünïcode Ñame", "<placeholder>", 'It\'s a "test"', "Příklad", "例")

STREETS: Final = ("Example Street", "Placeholder Road", "Sample Lane", "Specimen Close")
SCHOOLS: Final = ("Teasel Invented School", "Fennel Invented Academy", "Osier Invented College")
VEHICLES: Final = ("Blue invented hatchback", "Grey invented van")
GROUPS: Final = ("invented-group-1", "invented-group-2", "invented-group-3")
AGENCIES: Final = ("Invented County Sheriff's Office", "Invented City Police")
CONSOLES: Final = ("Specimen Console", "Sample Handheld")
FILE_ENDINGS: Final = (("jpg", 0.6), ("png", 0.2), ("mp4", 0.15), ("webp", 0.05))

ADDITIONAL_INFO: Final = (
    "Invented report for training and tests.",
    "No further information was held.",
    "Information was taken from the account at the time of the report.",
    "Times are as recorded by the service.",
    "Further records may be held by the service.",
)
BUNDLE_INFO: Final = "This report stands for several reports of one widely shared item."
ESCALATIONS: Final = (
    "Reported under the urgent procedure.",
    "The reporter asks for prompt attention.",
    "A child may be at risk now.",
)
INCIDENT_TIMES: Final = (
    "Time of detection",
    "Time of upload",
    "Time of the most recent event",
    "Time of report",
)
CONTENTS: Final = ("Content withheld.", "Content is not part of an invented report.")
BIOS: Final = ("Invented profile.", "Tests & examples.", "Nothing to see here.")
TERMS: Final = "Invented terms of service: use of this service is subject to the law."
