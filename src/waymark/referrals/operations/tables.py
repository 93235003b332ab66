"""The record's tables as a batch fills them: each with its columns in the order of the rows."""

from __future__ import annotations

from waymark.database.copying import Table

REPORT = Table(
    "report",
    (
        "id",
        "reference",
        "desk_id",
        "kind",
        "source",
        "number",
        "received_at",
        "incident_type",
        "incident_at",
        "platform",
        "escalation",
        "annotations",
        "batched",
        "detail",
        "parties",
        "events",
        "files",
        "source_grade",
        "handling_code",
        "marking",
        "form",
        "clearing_house",
        "reporter",
        "priority",
        "handling_conditions",
    ),
)
PARTY = Table("party", ("report_id", "ordinal", "desk_id", "role", "account_key", "detail"))
CAPTURE = Table(
    "ip_capture",
    (
        "report_id",
        "ordinal",
        "desk_id",
        "of",
        "of_ordinal",
        "address",
        "event",
        "captured_text",
        "captured_at",
        "zone",
        "zone_assumed_by",
        "possible_proxy",
        "port",
    ),
)
FILE = Table(
    "reported_file",
    (
        "report_id",
        "ordinal",
        "desk_id",
        "file_id",
        "name",
        "relevance",
        "classification",
        "viewed_by_esp",
        "publicly_available",
        "annotations",
        "hashes",
        "detail",
    ),
)
RAW = Table("kept_raw", ("report_id", "n", "desk_id", "path", "text"))
NUMBER = Table("report_number", ("report_id", "number", "desk_id", "said_by", "clearing_house"))
NAMED = Table("named_report", ("report_id", "why", "number", "clearing_house", "desk_id"))
ADDITION = Table("addition", ("report_id", "n", "desk_id", "added_by", "section", "subject", "name", "value"))
PRIOR = Table("prior_report", ("report_id", "party_ordinal", "number", "desk_id"))
