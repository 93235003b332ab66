"""What stands in a field where there was nothing to write: mailboxes that are nobody's."""

from __future__ import annotations

# What programs send from (RFC 5321, RFC 2142) and what people type to be let in.
_NOBODYS = frozenset(
    (
        "abc", "abuse", "admin", "anonymous", "asd", "asdf", "do-not-reply", "donotreply", "email",
        "fake", "info", "mail", "mailer-daemon", "me", "n", "na", "no", "no-email", "no-reply", "noemail", "nobody",
        "nomail", "none", "noreply", "null", "postmaster", "qwerty", "someone", "support", "test", "unknown", "user",
    )
)  # fmt: skip


def is_nobodys_mailbox(key: str) -> bool:
    """Whether an address, in comparable form, is what is typed to be let in: a word that is nobody's, or one word on
    both sides of the @.
    """
    name, _, domain = key.rpartition("@")
    return name in _NOBODYS or name == domain.partition(".")[0]
