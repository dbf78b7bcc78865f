"""The paths of webhooks (API 1.0 §10.7)."""

from flask import Blueprint, Response, request

from api.body import read_data
from api.endpoint import Endpoint
from api.envelope import answer
from api.hooks import actions
from api.hooks.answers import Call, Deleted, Hook
from api.hooks.schemas import ChangeHook
from api.transaction import Transactions


def routes(transactions: Transactions, rules: actions.HookRules) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("hooks", __name__)

    @blueprint.get("/domains/<domain>/hooks")
    @Endpoint("List the webhooks of a domain", ("domains_read",), level="write", answer=dict[str, Hook])
    def list_all(domain: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.list_hooks(transaction, domain))

    @blueprint.post("/domains/<domain>/hooks")
    @Endpoint("Add a webhook", ("domains_write",), level="write", body=ChangeHook, answer=dict[str, Hook])
    def create(domain: str) -> Response:
        with transactions.begin() as transaction:
            created = actions.create_hook(transaction, domain, read_data(request, ChangeHook), rules)
        return answer(created)

    @blueprint.get("/domains/<domain>/hooks/<int:hook_id>")
    @Endpoint("Look at a webhook", ("domains_read",), level="write", answer=Hook)
    def get(domain: str, hook_id: int) -> Response:
        with transactions.read() as transaction:
            return answer(actions.get_hook(transaction, domain, hook_id))

    @blueprint.post("/domains/<domain>/hooks/<int:hook_id>")
    @Endpoint("Change a webhook", ("domains_write",), level="write", body=ChangeHook, answer=Hook)
    def change(domain: str, hook_id: int) -> Response:
        with transactions.begin() as transaction:
            changed = actions.change_hook(transaction, domain, hook_id, read_data(request, ChangeHook), rules)
        return answer(changed)

    @blueprint.delete("/domains/<domain>/hooks/<int:hook_id>")
    @Endpoint("Delete a webhook", ("domains_write",), level="write", answer=Deleted)
    def delete(domain: str, hook_id: int) -> Response:
        with transactions.begin() as transaction:
            actions.delete_hook(transaction, domain, hook_id)
        return answer({"deleted": True})

    @blueprint.get("/domains/<domain>/hooks/<int:hook_id>/calls")
    @Endpoint("List the last calls of a webhook", ("domains_read",), level="write", answer=list[Call])
    def list_calls(domain: str, hook_id: int) -> Response:
        with transactions.read() as transaction:
            return answer(actions.list_calls(transaction, domain, hook_id))

    return blueprint
