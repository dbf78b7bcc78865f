"""The guard against a lost or damaged catalog: zones do not vanish in masses until an operator says so."""

from dataclasses import dataclass
from pathlib import Path

from core.errors import NotAllowed

ALLOWANCE_FILE = "allow-removal"


@dataclass(frozen=True)
class Guard:
    """How many zones may go at once.

    Attributes:
        max_vanish_percent: the share of the zones present that may vanish at once.
        max_vanish_zones: as many may vanish at once whatever the share.
        directory: where an operator's allowance is left for the service.
    """

    max_vanish_percent: int
    max_vanish_zones: int
    directory: Path

    def check(self, vanishing: int, present: int, *, is_empty_catalog: bool = False) -> bool:
        """Let a removal pass, or refuse it.

        Args:
            vanishing: zones that would be removed and not added again.
            present: zones there before.
            is_empty_catalog: the catalog arrived whole and lists no zone at all.

        Returns:
            whether it passes only because an operator allowed it.

        Raises:
            NotAllowed: too many zones would vanish, and no operator allowed as many.
        """
        is_mass = vanishing > self.max_vanish_zones and vanishing * 100 > self.max_vanish_percent * present
        is_emptied = is_empty_catalog and vanishing > 0
        if not (is_mass or is_emptied):
            return False
        if vanishing <= self.allowed_zones():
            return True
        what = "the catalog is empty" if is_emptied else "too many zones would vanish at once"
        raise NotAllowed(
            f"{what}: {vanishing} of {present} zones would be removed; "
            f"if this is meant, run: python3 -m publicdns allow-removal {vanishing}",
            {"vanishing": str(vanishing), "present": str(present)},
        )

    def allow(self, zones: int) -> None:
        """Let the next refused removal pass if it takes no more than this many zones."""
        path = self.directory / ALLOWANCE_FILE
        path.write_text(f"{zones}\n")
        # Written by an operator, with whatever umask, and read by the service's own user.
        path.chmod(0o644)

    def allowed_zones(self) -> int:
        """Give the number of zones an operator lets go; 0 when nothing was said."""
        try:
            return int((self.directory / ALLOWANCE_FILE).read_text())
        except (OSError, ValueError):
            return 0

    def use_up(self) -> None:
        """Forget the allowance, after the removal it was given for."""
        (self.directory / ALLOWANCE_FILE).unlink(missing_ok=True)
