"""Debian's daemons, each with its own folder and ports on loopback; they end with the block that started them.

A daemon is looked for where Debian installs it, and below the folder that ``REPLYCODES_DAEMONS`` names: packages that
cannot be installed side by side may be unpacked there (``apt-get download``, ``dpkg -x``).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

UNPACKED = Path(os.environ.get("REPLYCODES_DAEMONS", "/nonexistent"))
PLACES = [p for root in (Path("/"), UNPACKED) for p in (root / "usr/sbin", root / "usr/bin")]
LIBRARIES = [UNPACKED / "usr/lib/x86_64-linux-gnu", UNPACKED / "lib/x86_64-linux-gnu"]


class MissingError(Exception):
    """A program that is not installed here, or that cannot run as this user."""


def program(name: str) -> str:
    found = shutil.which(name, path=os.pathsep.join([*map(str, PLACES), os.environ.get("PATH", "")]))
    if found is None:
        raise MissingError(f"{name} is not installed")
    return found


def must_be_root() -> None:
    if os.geteuid() != 0:
        raise MissingError("mail and FTP daemons change users: run this as root")


def environment(binary: str) -> dict[str, str]:
    extra = {"LC_ALL": "C"}
    if binary.startswith(str(UNPACKED)):
        extra["LD_LIBRARY_PATH"] = os.pathsep.join(map(str, LIBRARIES))
    return {**os.environ, **extra}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def run(argv: list[str], text: str = "", seconds: float = 30) -> str:
    """What a client prints, on both of its streams in order."""
    done = subprocess.run(
        [program(argv[0]), *argv[1:]], input=text, env=environment(program(argv[0])), timeout=seconds, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    )  # fmt: skip
    return done.stdout


@contextlib.contextmanager
def running(argv: list[str], port: int, folder: Path) -> Iterator[int]:
    """A daemon in the foreground that listens on a port."""
    must_be_root()
    binary = program(argv[0])
    with (folder / "output").open("w") as output:
        process = subprocess.Popen(
            [binary, *argv[1:]], stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd=folder,
            env=environment(binary), start_new_session=True,
        )  # fmt: skip
        try:
            _wait_for(port, process, folder)
            yield port
        finally:
            _end(process)


def _wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise MissingError(f"{process.args!r} did not start: {(folder / 'output').read_text()[-500:]}")
        if _listens(port):
            return
        time.sleep(0.05)
    raise MissingError(f"{process.args!r} does not listen: {(folder / 'output').read_text()[-500:]}")


def _listens(port: int) -> bool:
    """Asked of the kernel: a connection would stand in the daemon's log."""
    tables = [path.read_text() for path in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")) if path.exists()]
    return any(re.search(rf":{port:04X} 0+:0000 0A", table) for table in tables)


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
            return


def written(path: Path, last: str, seconds: float = 10) -> str:
    """A log, as soon as it holds what it must end with."""
    for _ in range(int(seconds * 20)):
        if path.exists() and last in path.read_text(errors="replace"):
            break
        time.sleep(0.05)
    return path.read_text(errors="replace") if path.exists() else ""


@contextlib.contextmanager
def vsftpd(folder: Path) -> Iterator[int]:
    port = free_port()
    for name in ("empty", "ftp/pub"):
        (folder / name).mkdir(parents=True)
    (folder / "ftp/hello.txt").write_text("hello\n")
    os.chmod(folder, 0o755)
    options = {
        "listen": "YES", "listen_address": "127.0.0.1", "listen_port": port, "background": "NO", "anonymous_enable": "YES",
        "local_enable": "YES", "write_enable": "YES", "anon_root": folder / "ftp", "secure_chroot_dir": folder / "empty",
        "log_ftp_protocol": "YES", "xferlog_enable": "YES", "vsftpd_log_file": folder / "vsftpd.log",
        "seccomp_sandbox": "NO", "isolate": "NO", "isolate_network": "NO", "pam_service_name": "replycodes-none",
        "delay_failed_login": 0, "delay_successful_login": 0, "ftpd_banner": "example.org FTP, 550 files in stock",
    }  # fmt: skip
    (folder / "conf").write_text("".join(f"{key}={value}\n" for key, value in options.items()))
    with running(["vsftpd", str(folder / "conf")], port, folder):
        yield port


@contextlib.contextmanager
def proftpd(folder: Path) -> Iterator[int]:
    port = free_port()
    (folder / "home/pub").mkdir(parents=True)
    (folder / "home/hello.txt").write_text("hello\n")
    shutil.chown(folder / "home", "nobody", "nogroup")
    os.chmod(folder, 0o755)
    secret = subprocess.run(
        ["openssl", "passwd", "-6", "right"], capture_output=True, text=True, check=True
    ).stdout.strip()
    users = folder / "passwd"
    users.write_text(f"alice:{secret}:65534:65534::{folder / 'home'}:/bin/false\n")
    users.chmod(0o600)
    (folder / "conf").write_text(
        f"""ServerName "example.org"
ServerType standalone
DefaultAddress 127.0.0.1
Port {port}
User nobody
Group nogroup
PidFile {folder}/pid
ScoreboardFile {folder}/scoreboard
ExtendedLog {folder}/extended.log ALL
AuthOrder mod_auth_file.c
AuthUserFile {users}
RequireValidShell off
WtmpLog off
UseReverseDNS off
DefaultRoot ~
AllowOverwrite on
"""
    )
    with running(["proftpd", "-n", "-c", str(folder / "conf")], port, folder):
        yield port


@contextlib.contextmanager
def pure_ftpd(folder: Path) -> Iterator[int]:
    port = free_port()
    argv = ["pure-ftpd", "-S", f"127.0.0.1,{port}", "-e", "-H", "-f", "none", "-O", f"clf:{folder}/clf.log"]
    with running(argv, port, folder):
        yield port


@contextlib.contextmanager
def dovecot(folder: Path) -> Iterator[int]:
    port = free_port()
    os.chmod(folder, 0o755)
    (folder / "users").write_text("alice:{PLAIN}right\n")
    (folder / "mail").mkdir()
    shutil.chown(folder / "mail", "nobody", "nogroup")
    (folder / "conf").write_text(
        f"""base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""
    )
    with running(["dovecot", "-F", "-c", str(folder / "conf")], port, folder):
        yield port


@contextlib.contextmanager
def postfix(folder: Path, relay: int, refusals: dict[str, str], option: str = "") -> Iterator[int]:
    """Refuses recipients at example.org by name, and hands everything else to the relay."""
    must_be_root()
    port = free_port()
    os.chmod(folder, 0o755)
    for name in ("etc", "queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    (folder / "etc/refused").write_text(
        "".join(f"/^{name}@example\\.org$/ {text}\n" for name, text in refusals.items())
    )
    (folder / "etc/main.cf").write_text(
        f"""compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = mx.example.org
mydestination =
alias_maps =
local_recipient_maps =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
relayhost = [127.0.0.1]:{relay}
smtpd_relay_restrictions = check_recipient_access regexp:{folder}/etc/refused, permit_mynetworks, reject
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 1000
smtpd_peername_lookup = no
notify_classes =
in_flow_delay = 0
smtp_connection_cache_on_demand = no
initial_destination_concurrency = 20
"""
    )
    services = [
        "cleanup unix n - n - 0 cleanup",
        "qmgr unix n - n 300 1 qmgr",
        "postlog unix-dgram n - n - 1 postlogd",
    ]
    services += [
        f"{name} unix - - n - - {name}" for name in ("smtp", "relay", "error", "retry", "discard", "anvil")
    ]
    services += [f"{name} unix - - n - 0 bounce" for name in ("bounce", "defer", "trace")]
    services += ["rewrite unix - - n - - trivial-rewrite", "tlsmgr unix - - n 1000? 1 tlsmgr"]
    services += [
        "proxymap unix - - n - - proxymap",
        "showq unix n - n - - showq",
        "flush unix n - n 1000? 0 flush",
    ]
    (folder / "etc/master.cf").write_text(
        "\n".join([f"127.0.0.1:{port} inet n - n - - smtpd {option}", *services, ""])
    )
    try:
        with running(["postfix", "-c", str(folder / "etc"), "start-fg"], port, folder):
            yield port
    finally:
        run(["postfix", "-c", str(folder / "etc"), "stop"])


def exim(folder: Path, relay: int) -> Path:
    """A configuration that hands everything to the relay; messages are given to it one by one."""
    must_be_root()
    os.chmod(folder, 0o777)
    conf = folder / "conf"
    conf.write_text(
        f"""primary_hostname = mx.example.org
exim_path = {program("exim4")}
keep_environment = LD_LIBRARY_PATH
spool_directory = {folder}/spool
log_file_path = {folder}/%slog
log_selector = +smtp_confirmation
never_users =
tls_advertise_hosts =
begin routers
relay:
  driver = manualroute
  route_list = * 127.0.0.1
  self = send
  transport = relay
begin transports
relay:
  driver = smtp
  port = {relay}
  allow_localhost
  hosts_avoid_tls = *
begin retry
* * F,1h,1h
"""
    )
    conf.chmod(0o644)
    return conf
