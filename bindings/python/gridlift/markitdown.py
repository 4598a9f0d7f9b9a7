"""The MarkItDown plugin: `markitdown --use-plugins report.pdf` gives gridlift's Markdown, with real tables."""
from __future__ import annotations

from typing import Any, BinaryIO

from markitdown import DocumentConverter, DocumentConverterResult, MarkItDown, StreamInfo

from gridlift import _library
from gridlift.errors import GridliftError

__plugin_interface_version__ = 1

_EXTENSIONS = {".docx", ".docm", ".dotx", ".pdf"}
_MIME_TYPES = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.",
    "application/vnd.ms-word.document.macroenabled",
)
_BEFORE_BUILT_IN = -1.0  # MarkItDown asks converters of lower priority numbers first; its own have 0.0 and more


class GridliftConverter(DocumentConverter):
    """PDF and DOCX. Other formats are MarkItDown's; so is a file that gridlift refuses."""

    def accepts(self, file_stream: BinaryIO, stream_info: StreamInfo, **kwargs: Any) -> bool:
        extension = (stream_info.extension or "").lower()
        mime_type = (stream_info.mimetype or "").lower()
        return extension in _EXTENSIONS or mime_type.startswith(_MIME_TYPES)

    def convert(self, file_stream: BinaryIO, stream_info: StreamInfo, **kwargs: Any) -> DocumentConverterResult:
        data = file_stream.read()
        name = stream_info.filename or f"document{stream_info.extension or ''}"
        try:
            outcome = _library.run(data, "md", name=name, password=kwargs.get("password"))
        except GridliftError as error:  # MarkItDown goes on with the next converter
            raise ValueError(str(error)) from error
        return DocumentConverterResult(markdown=outcome.outputs["md"].decode())


def register_converters(markitdown: MarkItDown, **kwargs: Any) -> None:
    """Called by MarkItDown when plugins are on."""
    markitdown.register_converter(GridliftConverter(), priority=_BEFORE_BUILT_IN)
