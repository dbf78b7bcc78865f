"""The operations of the API: every path and verb the application has, beside what its function says of itself."""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from api.endpoint import Endpoint, endpoint_of

# `<name>` or `<converter:name>` or `<converter(options):name>`
PLACEHOLDER = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")

# paths of these blueprints are those of a domain, for administrators
ADMIN = "admin/"


@dataclass(frozen=True, slots=True)
class Operation:
    """One path and verb.

    Attributes:
        id: its name, unique and stable.
        path: with `{name}` for its parameters.
        verb: in lower case.
        blueprint: the name of the feature it belongs to, with `admin/` before it for a copy for administrators.
        feature: the folder its function stands in, and what that folder says it is.
        endpoint: what its function says of it.
        path_parameters: their names, and the names of the converters that read them.
    """

    id: str
    path: str
    verb: str
    blueprint: str
    feature: tuple[str, str]
    endpoint: Endpoint
    path_parameters: dict[str, str]

    @property
    def acts_on_all_domains(self) -> bool:
        """Whether this is the copy of a path of a domain for administrators."""
        return self.blueprint.startswith(ADMIN)

    @property
    def is_administrative(self) -> bool:
        """Whether a key needs `admin_features` for it, and changing something a step-up."""
        return self.endpoint.is_administrative or self.acts_on_all_domains

    @property
    def permissions(self) -> tuple[str, ...]:
        """The permissions it needs."""
        return ("manage_domains", *self.endpoint.needs) if self.acts_on_all_domains else self.endpoint.needs


def operations(app: Flask) -> Iterator[Operation]:
    """Yield every operation, in the order of the paths.

    Args:
        app: after its last path is registered.
    """
    rules: dict[str, list[Rule]] = defaultdict(list)
    for rule in app.url_map.iter_rules():
        rules[rule.endpoint].append(rule)
    found = [
        _operation(name, app.view_functions[name], siblings, rule, verb)
        for name, siblings in rules.items()
        for rule in siblings
        for verb in _verbs(rule)
    ]
    yield from sorted(found, key=lambda operation: (operation.path, operation.verb))


def _operation(name: str, view: Callable[..., Any], siblings: list[Rule], rule: Rule, verb: str) -> Operation:
    blueprint = name.rpartition(".")[0]
    package = sys.modules[view.__module__.rpartition(".")[0]]
    parameters = _parameters(rule)
    suffix = ""
    if len({other_verb for other in siblings for other_verb in _verbs(other)}) > 1:
        suffix += f"_{verb}"
    # what this path has beside the parameters all paths of the function have
    common = set.intersection(*(set(_parameters(other)) for other in siblings))
    own = [parameter for parameter in parameters if parameter not in common]
    if own:
        suffix += "_by_" + "_".join(own)
    return Operation(
        id=re.sub(r"\W", "_", f"{name}{suffix}"),
        path=PLACEHOLDER.sub(r"{\2}", rule.rule),
        verb=verb,
        blueprint=blueprint,
        feature=(package.__name__.rpartition(".")[2], (package.__doc__ or "").strip()),
        endpoint=endpoint_of(view),
        path_parameters=parameters,
    )


def _parameters(rule: Rule) -> dict[str, str]:
    return {name: converter or "default" for converter, name in PLACEHOLDER.findall(rule.rule)}


def _verbs(rule: Rule) -> list[str]:
    # HEAD is answered as unknown, OPTIONS without looking at the path (API 1.0 §1)
    return sorted(verb.lower() for verb in rule.methods or () if verb not in {"HEAD", "OPTIONS"})
