"""A key for certificates is made by one click, and the line that is shown gets a certificate."""

import os
import subprocess
from pathlib import Path

from tests.acme_server import AcmeServer, names_in
from tests.browser.dashboard import Dashboard


def pasted(dashboard: Dashboard, client: str) -> list[str]:
    """Return what the page has to be pasted for a client."""
    script = """
        for (const client of document.querySelectorAll("details.client"))
          if (client.querySelector("h3").textContent === arguments[0])
            return [...client.querySelectorAll("[data-copy]")].map((button) => button.dataset.copy);"""
    found: list[str] = dashboard.window.run(script, client)
    return found


def run(command: str, directory: Path, **environment: str) -> None:
    """Run lines in a shell, as somebody who pasted them."""
    known = {"PATH": "/usr/sbin:/usr/bin:/bin", "HOME": str(directory), **environment}
    done = subprocess.run(
        ["/bin/sh", "-ec", command], env=known, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, command + done.stdout + done.stderr


def test_a_certificate_is_one_click_and_one_line_away(
    dashboard: Dashboard, authority: AcmeServer, tmp_path: Path
) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone, other = stack.new_zone(), stack.create_zone()
    dashboard.sign_in_as_demo_user()
    dashboard.open(f"/zones/{zone}/keys")
    window.click_text("Key for certificates")
    window.wait_for_text("Key for certificates", "h2")
    assert window.count("#zones input:checked") == 1
    dashboard.expect_accessible()
    window.click_text("Make the key")
    window.wait_for_text("is made", "h2")
    assert f"prove names of {zone} to a certificate authority" in window.text("main")
    dashboard.expect_accessible()
    for width in (360, 1280):
        window.resize(width, 900)
        dashboard.expect_no_sideways_scrolling()
    lego = pasted(dashboard, "lego")[0]
    hook, _permissions, certbot = pasted(dashboard, "certbot")

    # only what this authority differs in from a real one is added
    path = tmp_path / "lego"
    asked = f"lego --server {authority.url} --path {path} "
    run(lego.replace("\nlego ", f"\n{asked}"), tmp_path, LEGO_CA_CERTIFICATES=str(authority.certificate))
    assert names_in(path / f"certificates/{zone}.crt") == {zone, f"*.{zone}"}

    script = tmp_path / "hook"
    script.write_text(hook)
    script.chmod(0o700)
    directories = " ".join(f"--{kind}-dir {tmp_path / kind}" for kind in ("config", "work", "logs"))
    account = f"--non-interactive --agree-tos --register-unsafely-without-email --server {authority.url} {directories}"
    command = certbot.replace("/etc/letsencrypt/zonehost-hook", str(script)).replace("certonly", f"certonly {account}")
    trusted = {**os.environ, "REQUESTS_CA_BUNDLE": str(authority.certificate)}
    run(command, tmp_path, REQUESTS_CA_BUNDLE=trusted["REQUESTS_CA_BUNDLE"])
    assert names_in(tmp_path / f"config/live/{zone}/cert.pem") == {zone, f"*.{zone}"}

    # the key does nothing else, and the page is shown once
    key = window.run("return document.querySelector('.secret [data-copy]').dataset.copy")
    user = stack.info["user"]["email"]
    challenge = {"fqdn": f"_acme-challenge.{other}.", "value": "x"}
    stranger = stack.beside()
    stranger.session.headers.update({"X-API-User": user, "X-API-Key": key})
    assert stranger.api("POST", "external/httpreq/present", body=challenge).status == 400
    assert stranger.api("GET", f"domains/{zone}/records").status == 403
    window.run("location.reload()")
    window.wait_for_text("Your API keys", "h2")
    assert key not in window.text("main")


def test_nothing_chosen_is_refused_and_asks_for_a_zone(dashboard: Dashboard) -> None:
    dashboard.sign_in_as_demo_user()
    dashboard.open("/profile/keys/acme")
    dashboard.window.click_text("Make the key")
    dashboard.window.wait_for_text("Choose at least one zone", ".notice.problem")
