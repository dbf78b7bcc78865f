"""lego and certbot get certificates from pebble by DNS-01 through our API: no sleep, nothing left behind."""

import os
import subprocess
import sys
from pathlib import Path

from tests.acme_server import AcmeServer, names_in
from tests.stack import Stack

# what certbot calls: the same two requests lego makes
HOOK = """
import json, os, sys, urllib.request
challenge = {"fqdn": f"_acme-challenge.{os.environ['CERTBOT_DOMAIN']}.", "value": os.environ["CERTBOT_VALIDATION"]}
headers = {"X-API-User": os.environ["ZONEHOST_USER"], "X-API-Key": os.environ["ZONEHOST_KEY"]}
url = f"{os.environ['ZONEHOST_API']}/1.0/external/httpreq/{sys.argv[1]}"
urllib.request.urlopen(urllib.request.Request(url, json.dumps(challenge).encode(), headers), timeout=60)
"""


def start_lego(stack: Stack, authority: AcmeServer, zone: str, directory: Path) -> subprocess.Popen[bytes]:
    user = stack.info["user"]
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(directory),
        "LEGO_CA_CERTIFICATES": str(authority.certificate),
        "HTTPREQ_ENDPOINT": f"{stack.info['api']['url']}/1.0/external/httpreq",
        "HTTPREQ_USERNAME": user["email"],
        "HTTPREQ_PASSWORD": user["api_key"],
        # when an answer means that every public server has it, nobody has to look
        "HTTPREQ_POLLING_INTERVAL": "1",
        "HTTPREQ_HTTP_TIMEOUT": "60",
    }
    names = ["--domains", zone, "--domains", f"*.{zone}"]
    account = ["--accept-tos", "--email", f"who@{zone}", "--server", authority.url, "--path", str(directory)]
    command = ["/usr/bin/lego", *account, "--dns", "httpreq", "--dns.disable-cp", *names, "run"]
    with (directory / "lego.log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def assert_nothing_is_left(stack: Stack, zone: str) -> None:
    assert stack.api("GET", f"domains/{zone}/record/_acme-challenge/TXT").response["records"] == []
    stack.wait_until_live(zone)
    for port in stack.public_ports.values():
        assert stack.values(port, f"_acme-challenge.{zone}", "TXT") == set()


def test_lego_gets_apex_and_wildcard_together_twice_at_once(
    stack: Stack, authority: AcmeServer, tmp_path: Path
) -> None:
    zone = stack.new_zone()
    runs = []
    for number in range(2):
        directory = tmp_path / f"lego{number}"
        directory.mkdir()
        runs.append((directory, start_lego(stack, authority, zone, directory)))
    for directory, run in runs:
        assert run.wait(240) == 0, (directory / "lego.log").read_text() + authority.log()
        assert names_in(directory / f"certificates/{zone}.crt") == {zone, f"*.{zone}"}
    assert_nothing_is_left(stack, zone)


def test_certbot_gets_apex_and_wildcard_by_a_hook(stack: Stack, authority: AcmeServer, tmp_path: Path) -> None:
    zone = stack.new_zone()
    hook = tmp_path / "hook.py"
    hook.write_text(HOOK)
    user = stack.info["user"]
    environment = {**os.environ, "REQUESTS_CA_BUNDLE": str(authority.certificate)}
    environment |= {"ZONEHOST_API": stack.info["api"]["url"], "ZONEHOST_USER": user["email"]}
    environment |= {"ZONEHOST_KEY": user["api_key"]}
    command = ["/usr/bin/certbot", "certonly", "--non-interactive", "--agree-tos", "--server", authority.url]
    command += ["--email", f"who@{zone}", "--no-eff-email", "-d", zone, "-d", f"*.{zone}", "--cert-name", "got"]
    command += ["--manual", "--preferred-challenges", "dns"]
    for when, path in ("auth", "present"), ("cleanup", "cleanup"):
        command += [f"--manual-{when}-hook", f"{sys.executable} {hook} {path}"]
    for kind in "config", "work", "logs":
        command += [f"--{kind}-dir", str(tmp_path / kind)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr + authority.log()
    assert names_in(tmp_path / "config/live/got/cert.pem") == {zone, f"*.{zone}"}
    assert_nothing_is_left(stack, zone)
