"""A folder on an SFTP server: listed and read over a connection to a server whose key is known. Nothing is written there."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from posixpath import join
from typing import Any, TypeVar

import asyncssh

from motcua.exchange.links import secret
from motcua.exchange.live.base import MOST_BYTES, Unavailable
from motcua.exchange.live.origin import account, permit
from motcua.exchange.live.sftp.options import SftpOptions, fingerprints_in
from motcua.people.secrets import MissingSecret

CONNECT_SECONDS, WHOLE_SECONDS = 20.0, 120.0
MOST_FILES = 20_000
_PART = 2**18

Result = TypeVar("Result")
Work = Callable[[asyncssh.SFTPClient], Coroutine[Any, Any, Result]]


@dataclass(frozen=True)
class Entry:
    """A plain file in the folder: its size in bytes and when it was written (seconds)."""

    name: str
    size: int
    written: int


class _Known(asyncssh.SSHClient):
    """Accepts a server by the fingerprint of its key alone."""

    fingerprints: frozenset[str] = frozenset()
    shown = ""

    def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
        self.shown = key.get_fingerprint()
        return self.shown.rstrip("=") in self.fingerprints


def listed(options: SftpOptions) -> list[Entry]:
    """The plain files of the folder. Raises Unavailable."""

    async def work(sftp: asyncssh.SFTPClient) -> list[Entry]:
        found = []
        async for one in sftp.scandir(options.folder):
            named = one.filename if isinstance(one.filename, str) else one.filename.decode("utf-8", "replace")
            if stat.S_ISREG(one.attrs.permissions or 0):
                found.append(Entry(named, one.attrs.size or 0, one.attrs.mtime or 0))
            if len(found) > MOST_FILES:
                raise Unavailable(f"Thư mục có quá {MOST_FILES} tệp. Hãy thu hẹp tên tệp hoặc dọn bớt.")
        return found

    return _done(options, work)


def fetch(options: SftpOptions, entry: Entry, target: Path) -> None:
    """Read a file of the folder. Raises Unavailable, also where not all of it came."""

    async def work(sftp: asyncssh.SFTPClient) -> None:
        count = 0
        async with sftp.open(join(options.folder, entry.name), "rb") as there:
            with target.open("wb") as here:
                while count <= min(entry.size, MOST_BYTES):
                    part = await there.read(_PART)
                    if not isinstance(part, bytes) or not part:
                        break
                    here.write(part)
                    count += len(part)
        if count != entry.size:
            raise Unavailable(f"Tệp {entry.name} còn đang đổi; lần sau xem lại.")

    _done(options, work)


def _done(options: SftpOptions, work: Work[Result]) -> Result:
    """What work on the connection gives; in a thread of its own, for this one may have a loop already."""
    permit("sftp", options.host, options.port)
    given = _sign_in(options)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _worked(options, given, work)).result()


def _sign_in(options: SftpOptions) -> dict[str, Any]:
    if not options.user:
        user, password = account(options.secret)
        return {"username": user, "password": password, "client_keys": None}
    try:
        key = asyncssh.import_private_key(secret(options.secret))
    except MissingSecret as error:
        raise Unavailable(str(error)) from error
    except asyncssh.KeyImportError as error:
        raise Unavailable("Khóa riêng không đọc được; cần khóa OpenSSH không có mật khẩu.") from error
    return {"username": options.user, "client_keys": [key]}


async def _worked(options: SftpOptions, given: dict[str, Any], work: Work[Result]) -> Result:
    client = _Known()
    client.fingerprints = fingerprints_in(options.host_key)
    settings: dict[str, Any] = {
        "known_hosts": b"", "agent_path": None, "config": None, "connect_timeout": CONNECT_SECONDS,
        "login_timeout": CONNECT_SECONDS, "client_factory": lambda: client, "x509_trusted_certs": None, **given,
    }  # fmt: skip
    try:
        async with asyncio.timeout(WHOLE_SECONDS):
            connection = await asyncssh.connect(options.host, options.port, **settings)
            async with connection, connection.start_sftp_client() as sftp:
                done = await work(sftp)
    except asyncssh.HostKeyNotVerifiable as error:
        raise Unavailable(
            f"Khóa của máy chủ {options.host} là {client.shown or 'lạ'}, không phải khóa đã khai. Không kết nối."
        ) from error
    except asyncssh.PermissionDenied as error:
        raise Unavailable("Máy chủ SFTP không cho đăng nhập. Kiểm tra khóa.") from error
    except asyncssh.SFTPError as error:
        raise Unavailable(f"Máy chủ SFTP không cho đọc {options.folder} ({type(error).__name__}).") from error
    except (asyncssh.Error, OSError, TimeoutError) as error:
        raise Unavailable(
            f"Không kết nối được máy chủ SFTP {options.host} ({type(error).__name__})."
        ) from error
    return done
