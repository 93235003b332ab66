"""Our published JSON Schemas of what travels with a package: its manifest, an answer to it, a correction of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from waymark.stages.casework.rules.envelopes import SCHEMA as MANIFEST_SCHEMA
from waymark.stages.casework.rules.envelopes import Letter
from waymark.stages.casework.rules.proposals import About
from waymark.stages.casework.rules.reasons import RETURN_WORDS, CorrectionKind
from waymark.stages.casework.rules.states import State
from waymark.stages.intake.readers.schema_building import (
    Schema,
    document,
    listed,
    made_of,
    needed,
    text,
    time,
)

ANSWER_SCHEMA = "urn:waymark:schema:package-answer:1"
CORRECTION_SCHEMA = "urn:waymark:schema:package-correction:1"
_DIGEST = {"type": "string", "pattern": "^[0-9a-f]{64}$"}

MANIFEST: Schema = document(
    MANIFEST_SCHEMA,
    "Package manifest",
    "What a package holds and who made it, as `manifest.json` in its ZIP. `manifest.sig` is the Ed25519 signature "
    "(RFC 8032, in hexadecimal) over the words `waymark package 1`, a line feed and the manifest's own bytes.",
    {
        "letter": text("What the package says.", words=[each.value for each in Letter]),
        "reference": needed("The sender's reference of it."),
        "by": needed("The sending force's code."),
        "by_name": text("The sending force's name."),
        "to": text("The receiving force's code."),
        "made_at": time("When it was made."),
        "about": text("Of a dissemination: about whom.", words=[each.value for each in About]),
        "concerns": text(
            "The reference of what an answer or a correction is about, or that this one follows."
        ),
        "answer_by": time("By when an answer is hoped for."),
        "handling_code": text("Of the whole."),
        "marking": text("Of the whole."),
        "files": listed(
            made_of(
                "One file of the package.",
                {
                    "name": needed("Its name in the ZIP."),
                    "size": {"type": "integer", "minimum": 0, "description": "In bytes."},
                    "sha256": _DIGEST | {"description": "Of its bytes."},
                },
                required=["name", "size", "sha256"],
            ),
            "Every file but the manifest and its signature.",
        ),
        "key": _DIGEST | {"description": "The public half of the key that signed it (Ed25519)."},
    },
    required=["letter", "reference", "by", "made_at", "files", "key"],
)

ANSWER: Schema = document(
    ANSWER_SCHEMA,
    "Answer to a package",
    "How a package was answered, as `words.json` in the answer's own package.",
    {
        "concerns": needed("The reference of what is answered, with who sent that."),
        "digest": _DIGEST | {"description": "SHA-256 of the manifest that is answered."},
        "answer": text(
            "What was decided.",
            words=[each.value for each in (State.ACCEPTED, State.RETURNED, State.ACKNOWLEDGED)],
        ),
        "code": text(f"Why it is returned: one of {', '.join(code.value for code in RETURN_WORDS)}."),
        "reason": text("The same in words."),
        "officer": text("Who answered."),
        "at": time("When."),
    },
    required=["concerns", "digest", "answer", "at"],
)

CORRECTION: Schema = document(
    CORRECTION_SCHEMA,
    "Correction of a package",
    "What was wrong in a package that was sent, as `words.json` in the correction's own package.",
    {
        "concerns": needed("The reference of the dissemination that it corrects."),
        "kind": text("What was wrong.", words=[each.value for each in CorrectionKind]),
        "means": text("The same in words."),
        "words": needed("What was wrong, and what is right."),
        "report": text("The report of the person whom it is about, where it is about one."),
        "party": text("The number of that person in the report."),
        "at": time("When it was corrected."),
    },
    required=["concerns", "kind", "words", "at"],
)

SCHEMAS: Mapping[str, Schema] = MappingProxyType(
    {"package-manifest-1": MANIFEST, "package-answer-1": ANSWER, "package-correction-1": CORRECTION}
)
OF_LETTERS: Mapping[Letter, Schema] = MappingProxyType({Letter.ANSWER: ANSWER, Letter.CORRECTION: CORRECTION})
