"""Opening the list behind every figure of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from django.test import Client

FIGURE = re.compile(r'data-figure="(\d+)"[^>]*href="([^"]+)">([\d.]+)<')
TOTAL = re.compile(r'data-total="(\d+)"')


def figures(client: Client, address: str) -> Iterator[tuple[int, str]]:
    """The figures of a page and the addresses that they open."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    for told, opens, shown in FIGURE.findall(answer.content.decode()):
        assert int(told) == int(shown.replace(".", "")), address
        yield int(told), unescape(opens)


def walked(client: Client, addresses: list[str]) -> int:
    """Open the list behind every figure; gives how many different ones there were."""
    known: dict[str, int] = {}
    for address in addresses:
        for told, opens in figures(client, address):
            if opens not in known:
                found = TOTAL.search(client.get(opens).content.decode())
                assert found is not None, opens
                known[opens] = int(found[1])
            assert known[opens] == told, (address, opens)
    return len(known)
