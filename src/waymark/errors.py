"""The root of every foreseen problem."""


class WaymarkError(Exception):
    """Something foreseen went wrong; the message says what, and what to do about it.

    Messages carry references, paths inside a document and times: never a person's name, an account,
    an address or anything that a file shows.
    """
