#!/usr/bin/env python3
"""A stand-in for systemctl where no systemd runs: does what units say, as the users they name.

It takes their commands, users, folders, environment and readiness; what shuts a unit in
(ProtectSystem and the like) and the times of timers it leaves out.
"""

import os
import pwd
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

UNITS, RUNNING, LOGS = Path("/etc/systemd/system"), Path("/run/standin"), Path("/var/log/standin")
WAIT = 120


def main(verb, *names):
    for folder in (RUNNING, LOGS):
        folder.mkdir(parents=True, exist_ok=True)
    names = [name.removesuffix(".service") for name in names if not name.startswith("--")]
    for name in names:
        if name.endswith(".timer"):
            (UNITS / name).read_text()
        elif name == "nginx":
            number = Path("/run/nginx.pid")
            runs = number.exists() and number.read_text().strip()
            subprocess.run(["nginx", "-s", "reload"] if runs else ["nginx"], check=True)
        else:
            if verb in {"stop", "restart"}:
                stop(name)
            if verb in {"start", "restart", "enable"}:
                start(name)


def start(name):
    unit = [line.partition("=") for line in (UNITS / f"{name}.service").read_text().splitlines()]
    said = {key: value for key, _, value in unit}
    user, home = said["User"], Path("/var/lib") / said["StateDirectory"]
    entry = pwd.getpwnam(user)
    home.mkdir(exist_ok=True)
    os.chown(home, entry.pw_uid, entry.pw_gid)
    home.chmod(int(said["StateDirectoryMode"], 8))
    around = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": entry.pw_dir}
    around |= dict(value.split("=", 1) for key, _, value in unit if key == "Environment")
    given = {"env": around, "cwd": said["WorkingDirectory"]}
    is_service = said.get("Type") != "oneshot"
    log = (LOGS / f"{name}.log").open("a")
    for key, _, value in unit:
        if not key.startswith("ExecStart"):
            continue
        command = ["runuser", "-u", user, "--", *shlex.split(value.replace("%%", "%"))]
        if key == "ExecStart" and is_service:
            begin(name, command, log, given)
        else:
            done = subprocess.run(command, stdout=log, stderr=log, check=False, **given)
            if done.returncode:
                sys.exit(
                    f"{name}: {value}: {done.returncode}\n{Path(log.name).read_text()[-3000:]}"
                )


def begin(name, command, log, given):
    """Start a service and wait until it says that it is ready, as Type=notify does."""
    path = str(RUNNING / f"{name}.notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        Path(path).unlink(missing_ok=True)
        heard.bind(path)
        Path(path).chmod(0o777)
        heard.settimeout(WAIT)
        given["env"]["NOTIFY_SOCKET"] = path
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **given)
        (RUNNING / f"{name}.pid").write_text(str(process.pid))
        try:
            while b"READY=1" not in heard.recv(4096):
                pass
        except TimeoutError:
            sys.exit(f"{name} did not get ready:\n{Path(log.name).read_text()[-3000:]}")


def stop(name):
    file = RUNNING / f"{name}.pid"
    if not file.exists():
        return
    number = int(file.read_text())
    file.unlink()
    try:
        os.killpg(number, signal.SIGTERM)
        for _ in range(10 * WAIT):
            os.killpg(number, 0)
            time.sleep(0.1)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    main(*sys.argv[1:])
