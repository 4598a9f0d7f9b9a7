"""The MCP server, spoken to by the official client library."""
from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Awaitable, Callable

import pytest
from gridlift.command import command_path
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client


@pytest.fixture()
def root(tmp_path: Path, fixtures: Path) -> Path:
    folder = tmp_path / "root"
    (folder / "sub").mkdir(parents=True)
    shutil.copy(fixtures / "docx/header_rows_declared.docx", folder / "a.docx")
    shutil.copy(fixtures / "bad/empty.pdf", folder / "empty.pdf")
    shutil.copy(fixtures / "docx/captions.docx", tmp_path / "secret.docx")
    (folder / "link.docx").symlink_to(tmp_path / "secret.docx")
    (folder / "relative.docx").symlink_to("../secret.docx")
    (folder / "up").symlink_to("..")
    (folder / "sub/inside.docx").symlink_to(folder / "a.docx")
    (folder / "loop").symlink_to("loop")
    return folder


def with_session(root: Path, work: Callable[[ClientSession], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        server = StdioServerParameters(command=command_path(), args=["mcp", "--root", str(root)])
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            return await work(session)

    return asyncio.run(run())


def call(root: Path, name: str, **arguments: Any) -> tuple[bool, list[str]]:
    """Whether it is an error, and the texts."""
    async def work(session: ClientSession) -> Any:
        return await session.call_tool(name, arguments)

    data = with_session(root, work).model_dump(by_alias=True)
    return bool(data["isError"]), [piece["text"] for piece in data["content"]]


def test_tools(root: Path) -> None:
    async def work(session: ClientSession) -> Any:
        return await session.list_tools()

    assert [tool.name for tool in with_session(root, work).tools] == ["convert", "tables", "report", "validate"]


def test_convert(root: Path) -> None:
    failed, [text] = call(root, "convert", path="a.docx")
    assert not failed and '<th scope="colgroup" colspan="2">Loans</th>' in text
    failed, [text] = call(root, "convert", path=str(root / "a.docx"), to="csv", table=1)
    assert not failed and text.startswith("District,Loans,")
    failed, [part, note] = call(root, "convert", path="a.docx", max_chars=10)
    assert len(part) == 10 and "offset 10" in note


def test_tables_report_validate(root: Path) -> None:
    _, [text] = call(root, "tables", path="a.docx")
    [table] = json.loads(text)
    assert table["table"] == 1 and table["columns"][1] == ["Loans", "Books"] and "cells" not in table
    _, [text] = call(root, "report", path="a.docx", to="csv")
    assert "120" in text
    _, [text] = call(root, "validate", path="sub/inside.docx")
    assert json.loads(text)["valid"] is True and json.loads(text)["lost_chars"] == 0


@pytest.mark.parametrize("path", ["../secret.docx", "link.docx", "relative.docx", "up/secret.docx", "/etc/passwd", "sub/../../secret.docx",
                                  "up/../../root/a.docx/../../secret.docx"])
def test_nothing_outside_the_root(root: Path, path: str) -> None:
    failed, [text] = call(root, "convert", path=path)
    assert failed and "Table" not in text and text.startswith(("PERMISSION", "IO_READ"))
    assert call(root, "report", path="a.docx", profile=path)[0]


@pytest.mark.parametrize("arguments", [{"path": "loop"}, {"path": "sub"}, {"path": "none"}, {"path": "empty.pdf"}, {"path": ""},
                                       {"path": "a.docx", "table": 9}, {"path": "a.docx", "to": "poem"},
                                       {"path": "a.docx", "table": "one"}])
def test_bad_arguments_are_answered(root: Path, arguments: dict[str, Any]) -> None:
    assert call(root, "convert", **arguments)[0]


def test_odd_messages(root: Path) -> None:
    """Messages that a client library would not send."""
    lines = ["nonsense", "[]", "{}", '{"jsonrpc":"2.0","id":1,"method":"none"}', '{"jsonrpc":"2.0","method":"notifications/x"}',
             '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"none"}}',
             '{"jsonrpc":"2.0","id":3,"method":"tools/call","params":[]}', '{"jsonrpc":"2.0","id":"x","method":"ping"}']
    done = subprocess.run([command_path(), "mcp", "--root", str(root)], input="\n".join(lines), capture_output=True,
                          text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.get("error", {}).get("code") for answer in answers] == [-32700, -32600, -32600, -32601, -32602, -32602,
                                                                           None]
    assert answers[-1]["id"] == "x"
