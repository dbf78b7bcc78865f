"""The job that compares every member of the catalog zone with the table of zones and sends the difference."""

from sqlalchemy import Engine, false, select

from core import logs
from core.errors import TryLater
from core.jobs import PublishCatalog
from core.models import Domain
from core.zone.catalog import difference, member_label
from worker.catalog_zone import CatalogZone
from worker.job_record import JobRecord

log = logs.get()


def publish_catalog(_job: PublishCatalog, engine: Engine, catalog: CatalogZone) -> None:
    """Repair the catalog; a primary that is away is left to the next time cron asks."""
    try:
        # The catalog first: a zone published while we read is then in the table and at most added twice, never removed.
        found = catalog.members()
        to_add, to_remove = difference(_wanted_members(engine), found)
        to_remove = {label: zone for label, zone in to_remove.items() if label not in to_add}
        catalog.apply(to_add, to_remove)
    except TryLater as refusal:
        log.warning(PublishCatalog.NAME, text=refusal.message)
        return
    if to_add or to_remove:
        record = JobRecord(PublishCatalog.NAME)
        record.say(f"listed {sorted(to_add.values())}, took off {sorted(to_remove.values())}")
        with engine.begin() as connection:
            record.finish(connection, "finished", f"{len(to_add)} listed, {len(to_remove)} taken off")


def _wanted_members(engine: Engine) -> dict[str, str]:
    """Return the members there should be: every zone the primary holds and that is still wanted."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(Domain.id, Domain.name).where(
                Domain.live_name.is_not(None), Domain.disabled == false(), Domain.published_serial.is_not(None)
            )
        )
        return {member_label(str(row.id)): row.name for row in rows}
