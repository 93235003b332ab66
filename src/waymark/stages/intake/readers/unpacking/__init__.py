"""Taking apart what can hold media: ZIP, PDF, DOCX and mail, in a child process with limits.

Everything that looks inside such a file runs apart from the process that asked, without its environment,
its descriptors or the right to write any file. What comes back is each member's name, size and digests,
and the text that may be kept in the open; never a picture's bytes. `unpack` is the one way in.
"""

from waymark.stages.intake.readers.unpacking.asking import unpack
from waymark.stages.intake.readers.unpacking.members import INSIDE, LIMITS, Limits, Member

__all__ = ["INSIDE", "LIMITS", "Limits", "Member", "unpack"]
