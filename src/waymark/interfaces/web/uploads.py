"""Files that a browser sends, held in memory alone: they can be pictures, and no disk may see them in the open.

Django's own handlers write what is larger than a mebibyte into a temporary file with a name. An anonymous
file in memory (memfd) is as large as need be, ends with the request however that ends, and has a
descriptor, which the process that takes containers apart reads for itself.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

# Of one file. What is larger goes by `waymark receive`, which reads it where it lies.
LARGEST = 1 << 30


if TYPE_CHECKING:
    _Upload = UploadedFile[Any]
else:
    _Upload = UploadedFile  # which takes no kind at run time


class MemoryFile(_Upload):
    """An uploaded file in memory that can be opened as often as it has to be read."""

    def opened(self) -> BinaryIO:
        """The bytes from their beginning, by a descriptor of its own; closing it leaves the upload be."""
        return Path(f"/proc/self/fd/{self.fileno()}").open("rb")


class MemoryUploadHandler(FileUploadHandler):
    """Takes every upload into memory. Raises RequestDataTooBig for a file beyond `LARGEST`."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        descriptor = os.memfd_create("upload", os.MFD_CLOEXEC)
        self.file = os.fdopen(descriptor, "w+b")
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - chunks come in order
        self._size += len(raw_data)
        if self._size > LARGEST:
            self.file.close()
            raise RequestDataTooBig("A file is too large for the page: deliver it with `waymark receive`")
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> MemoryFile:
        self.file.flush()
        self.file.seek(0)
        return MemoryFile(
            self.file, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
