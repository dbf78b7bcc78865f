"""The commands of the client: `python -m client --help`, or `zonehost` where it is installed."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import click

from client import showing
from client.api import Api, Refused, Unreachable

# what a script can tell apart
REFUSED, NOT_LIVE, UNREACHABLE = 1, 3, 4

LONGEST_WAIT_SECONDS = 30

WAIT = click.option(
    "--wait", type=click.IntRange(0), help="Wait so many seconds for every public server; exit with 3 if one is behind."
)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would be changed, and change nothing.")
YES = click.option("--yes", is_flag=True, help="Do not ask.")


class Client:
    """What every command works with.

    Args:
        api: the API.
        as_json: whether answers are shown as they came.
    """

    def __init__(self, api: Api, as_json: bool) -> None:
        self.api = api
        self.as_json = as_json

    def show(self, answer: Any, text: str) -> None:
        """Show an answer: as JSON, or as text for people."""
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False) if self.as_json else text)

    def wait(self, zone: str, seconds: int) -> dict[str, Any]:
        """Wait until every public server serves what is saved; returns the status at the end."""
        deadline = time.monotonic() + seconds
        while True:
            status: dict[str, Any] = self.api.get("domains", zone, "status")
            if status["state"] in {"live", "disabled"} or time.monotonic() >= deadline:
                return status
            time.sleep(0.2)

    def finish(self, zone: str, answer: dict[str, Any], text: str, seconds: int | None) -> None:
        """Show what a change came to and, if that is wished, wait for it."""
        self.show(answer, text)
        if seconds is not None:
            self.check_live(self.wait(zone, seconds))

    def check_live(self, status: dict[str, Any]) -> None:
        """Say where a zone is, and exit with 3 if it is not live."""
        if not self.as_json:
            click.echo(showing.status(status))
        if status["state"] != "live":
            sys.exit(NOT_LIVE)


@click.group()
@click.option("--api", "url", envvar="ZONEHOST_API", required=True, help="Where the API is: https://api.example.org")
@click.option("--user", envvar="ZONEHOST_USER", required=True, help="A mail address; or a domain, with a key of it.")
@click.option("--key", envvar="ZONEHOST_KEY", help="The key; better in the environment or a file than here.")
@click.option("--key-file", envvar="ZONEHOST_KEY_FILE", type=click.Path(path_type=Path), help="A file with the key.")
@click.option("--json", "as_json", is_flag=True, help="Show answers of the API as they are.")
@click.pass_context
def zonehost(
    context: click.Context, *, url: str, user: str, key: str | None, key_file: Path | None, as_json: bool
) -> None:
    """Look at zones and change them.

    Exits with 0 when it is done, 1 when the API refuses, 2 for a wrong command, 3 when a public server is still behind,
    4 when nobody answers.
    """
    if key is None and key_file is not None:
        try:
            key = key_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise click.UsageError(f"The key cannot be read: {error}") from error
    if not key:
        raise click.UsageError("A key is needed: ZONEHOST_KEY, or --key-file.")
    context.obj = Client(Api(url, user, key), as_json)


@zonehost.command()
@click.pass_obj
def zones(client: Client) -> None:
    """List the zones, and what you may do with each."""
    found = client.api.get("domains")
    client.show(found, showing.table(found.items()))


@zonehost.command("list")
@click.argument("zone")
@click.option("--name", help="Only this owner; @ for the apex.")
@click.option("--type", "record_type", help="Only this type.")
@click.option("--search", help="Only records with this in their name, content or comment.")
@click.pass_obj
def list_records(client: Client, zone: str, name: str | None, record_type: str | None, search: str | None) -> None:
    """List the records of a ZONE."""
    found = client.api.get("domains", zone, "records", name=name, type=record_type, search=search)
    client.show(found, showing.table(map(showing.record_row, found["records"])))


@zonehost.command()
@click.argument("zone")
@click.argument("name")
@click.argument("record_type", metavar="TYPE")
@click.argument("contents", metavar="CONTENT…", nargs=-1, required=True)
@click.option("--ttl", type=int, help="In seconds; left out, that of the values beside it, or of the zone.")
@click.option("--priority", type=int, help="For types that have one, such as MX.")
@DRY_RUN
@WAIT
@click.pass_obj
def add(
    client: Client,
    *,
    zone: str,
    name: str,
    record_type: str,
    contents: tuple[str, ...],
    ttl: int | None,
    priority: int | None,
    dry_run: bool,
    wait: int | None,
) -> None:
    """Add values to NAME (@ for the apex) in a ZONE; what is there already stays, values beside it too."""
    wish = {"ttl": ttl, "priority": priority}
    common = {"name": name, "type": record_type} | {
        member: value for member, value in wish.items() if value is not None
    }
    _edit(client, zone, {"add": [common | {"content": content} for content in contents]}, dry_run, wait)


@zonehost.command()
@click.argument("zone")
@click.argument("name")
@click.argument("record_type", metavar="TYPE")
@click.argument("contents", metavar="CONTENT…", nargs=-1, required=True)
@DRY_RUN
@WAIT
@click.pass_obj
def remove(
    client: Client,
    *,
    zone: str,
    name: str,
    record_type: str,
    contents: tuple[str, ...],
    dry_run: bool,
    wait: int | None,
) -> None:
    """Remove values from NAME (@ for the apex) in a ZONE; what is not there is not missed."""
    values = [{"name": name, "type": record_type, "content": content} for content in contents]
    _edit(client, zone, {"remove": values}, dry_run, wait)


def _edit(client: Client, zone: str, edits: dict[str, Any], dry_run: bool, wait: int | None) -> None:
    answer = client.api.post("domains", zone, "records", data=edits, dry_run=dry_run)
    if dry_run:
        client.show(answer, showing.difference(answer["difference"]))
        return
    changed = len(answer["changed"])
    text = f"serial {answer['serial']}, {changed} changed" if changed else "nothing to change"
    client.finish(zone, answer, "\n".join([text, *answer.get("zonecheck", [])]), wait)


@zonehost.command("import")
@click.argument("zone")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--mode", type=click.Choice(["replace", "merge"]), default="replace", show_default=True)
@click.option("--format", "form", type=click.Choice(["bind", "tinydns"]), default="bind", show_default=True)
@DRY_RUN
@YES
@WAIT
@click.pass_obj
def import_zone(
    client: Client, *, zone: str, file: Any, mode: str, form: str, dry_run: bool, yes: bool, wait: int | None
) -> None:
    """Have a ZONE hold what a FILE says (- for standard input); shows the plan and asks before anything is changed."""
    path = ("domains", zone, "import", form)
    text = file.read()
    if dry_run or not yes:
        plan = client.api.post(*path, data={"zone": text}, mode=mode, dry_run=True)
        _confirm(client, plan, dry_run)
    answer = client.api.post(*path, data={"zone": text}, mode=mode)
    client.finish(zone, answer, "\n".join([f"serial {answer['serial']}", *answer.get("warnings", [])]), wait)


@zonehost.command()
@click.argument("zone")
@click.option("--raw", is_flag=True, help="Leave template records and clones as they are.")
@click.pass_obj
def export(client: Client, zone: str, raw: bool) -> None:
    """Write the records of a ZONE as a zone file."""
    answer = client.api.get("domains", zone, "export", "raw" if raw else "bind")
    client.show(answer, answer["zone"].rstrip("\n"))


@zonehost.command()
@click.argument("zone")
@click.argument("serial", type=int, required=False)
@click.option("--page", type=click.IntRange(1), help="Older ones.")
@click.pass_obj
def history(client: Client, zone: str, serial: int | None, page: int | None) -> None:
    """List the versions of a ZONE, the newest first; or look at what the one of a SERIAL changed."""
    if serial is None:
        found = client.api.get("domains", zone, "history", page=page)
        client.show(found, showing.table(map(showing.version_row, found["history"])))
        return
    found = client.api.get("domains", zone, "history", str(serial), page=page)
    head = showing.table([showing.version_row(found["version"])])
    client.show(found, f"{head}\n{showing.difference(found['difference'])}")


@zonehost.command()
@click.argument("zone")
@click.argument("serial", type=int)
@DRY_RUN
@YES
@WAIT
@click.pass_obj
def restore(client: Client, *, zone: str, serial: int, dry_run: bool, yes: bool, wait: int | None) -> None:
    """Bring back a ZONE as it was at SERIAL, as a version of its own; shows the plan and asks first."""
    path = ("domains", zone, "restore", str(serial))
    if dry_run or not yes:
        _confirm(client, client.api.post(*path, dry_run=True), dry_run)
    answer = client.api.post(*path)
    client.finish(zone, answer, "\n".join([f"serial {answer['serial']}", *answer["warnings"]]), wait)


def _confirm(client: Client, plan: dict[str, Any], dry_run: bool) -> None:
    """Show a plan; stop if it was only that, or if nobody says yes to it."""
    client.show(plan, "\n".join([showing.difference(plan["difference"]), *plan["warnings"]]))
    if dry_run:
        sys.exit(0)
    click.confirm("Change this?", abort=True, err=True)


@zonehost.command()
@click.argument("zone")
@click.pass_obj
def status(client: Client, zone: str) -> None:
    """Tell where the last change of a ZONE is."""
    answer = client.api.get("domains", zone, "status")
    client.show(answer, showing.status(answer))


@zonehost.command()
@click.argument("zone")
@click.option("--seconds", type=click.IntRange(0), default=LONGEST_WAIT_SECONDS, show_default=True)
@click.pass_obj
def wait(client: Client, zone: str, seconds: int) -> None:
    """Wait until every public server serves what is saved of a ZONE; exits with 3 if one is still behind."""
    answer = client.wait(zone, seconds)
    if client.as_json:
        client.show(answer, "")
    client.check_live(answer)


def main() -> None:
    """Run a command, and say in one line why it could not be done."""
    try:
        zonehost.main(standalone_mode=True)
    except Refused as refusal:
        click.echo("\n".join([f"refused: {refusal}", *(f"  {reason}" for reason in refusal.reasons)]), err=True)
        sys.exit(REFUSED)
    except Unreachable as error:
        click.echo(str(error), err=True)
        sys.exit(UNREACHABLE)


if __name__ == "__main__":
    main()
