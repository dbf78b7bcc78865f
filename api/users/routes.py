"""The paths of users (API 1.0 §10.4)."""

from flask import Blueprint, Response, request

from api.body import is_true, read_data
from api.endpoint import Endpoint, Parameter
from api.envelope import answer, refuse
from api.mail.writer import MailWriter
from api.registration.codes import Codes
from api.transaction import Transactions
from api.users import actions, pages
from api.users.answers import (
    ChangedUser,
    Deleted,
    DeletionStep,
    ListedUser,
    PageOfUsers,
    Success,
    TermsAccepted,
    UserObject,
)
from api.users.finding import is_somebody_else
from api.users.removal import Removal
from api.users.schemas import AcceptTerms, CreateUser, UserMembers
from api.wishes import PAGE, PER_PAGE, wished_page
from core.settings import AccountSettings

DOMAINS = Parameter(
    "domains",
    "What becomes of domains that belong to nobody else: `delete`; for an administrator who deletes somebody else also "
    "`keep` (they stay and belong to nobody) or the e-mail address of a new owner.",
)
USERS_PER_PAGE = 50
# any of them asks for a page
PAGE_PARAMETERS = (
    PAGE,
    PER_PAGE,
    Parameter("search", "Only users whose mail address or name holds this, in any case."),
    Parameter("state", "Only users in this state.", pages.StateWish),
    Parameter("sort", "By what the page is sorted; `id` if it is left out.", pages.Sort),
)


def routes(
    transactions: Transactions, rules: AccountSettings, codes: Codes, mails: MailWriter, removal: Removal
) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("users", __name__)
    _add_list(blueprint, transactions, rules)
    _add_accounts(blueprint, transactions, rules, codes, mails)
    _add_sign_ins(blueprint, transactions, codes, mails)
    _add_terms(blueprint, transactions, rules)
    _add_deletion(blueprint, transactions, removal)
    return blueprint


def _add_list(blueprint: Blueprint, transactions: Transactions, rules: AccountSettings) -> None:
    @blueprint.get("/users")
    @Endpoint(
        "List users: everybody for administrators, otherwise oneself",
        ("user_read",),
        parameters=PAGE_PARAMETERS,
        answer=list[ListedUser] | PageOfUsers,
        description="With any of the parameters the answer is a page of users instead of the list of all.",
    )
    def list_all() -> Response:
        with transactions.read() as transaction:
            if any(parameter.name in request.args for parameter in PAGE_PARAMETERS):
                return answer(pages.list_page(transaction, _page_wish(), rules))
            return answer(actions.list_users(transaction, rules))


def _add_accounts(
    blueprint: Blueprint, transactions: Transactions, rules: AccountSettings, codes: Codes, mails: MailWriter
) -> None:
    @blueprint.post("/users/create")
    @Endpoint(
        "Create a user", ("manage_users", "user_write"), is_administrative=True, body=CreateUser, answer=ChangedUser
    )
    def create() -> Response:
        with transactions.begin() as transaction:
            created = actions.create_user(transaction, read_data(request, CreateUser), rules, codes, mails)
        return answer(created)

    @blueprint.get("/users/<user>")
    @Endpoint("Look at a user", ("user_read",), answer=UserObject)
    def get(user: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.get_user(transaction, user, rules))

    @blueprint.post("/users/<user>")
    @Endpoint("Change a user", ("user_write",), body=UserMembers, answer=ChangedUser)
    def update(user: str) -> Response:
        with transactions.begin() as transaction:
            changed = actions.update_user(transaction, user, read_data(request, UserMembers), mails)
        return answer(changed)


def _add_sign_ins(blueprint: Blueprint, transactions: Transactions, codes: Codes, mails: MailWriter) -> None:
    @blueprint.delete("/users/<user>/sessions")
    @Endpoint("Sign out everywhere: end every session and token of a user", ("user_write",), answer=Deleted)
    def sign_out(user: str) -> Response:
        with transactions.begin() as transaction:
            actions.sign_out_everywhere(transaction, user)
        return answer({"deleted": True})

    @blueprint.post("/users/<user>/resendwelcome")
    @Endpoint("Send the mail of registration again", ("manage_users",), is_administrative=True, answer=Success)
    def resend_welcome(user: str) -> Response:
        with transactions.begin() as transaction:
            actions.resend_welcome(transaction, user, codes, mails)
        return answer({"success": "Registration email resent."})


def _add_terms(blueprint: Blueprint, transactions: Transactions, rules: AccountSettings) -> None:
    @blueprint.post("/users/<user>/acceptterms")
    @Endpoint(
        "Accept the terms",
        ("user_write",),
        body=AcceptTerms,
        answer=TermsAccepted,
        statuses={405: "There are no terms to accept."},
    )
    def accept_terms(user: str) -> Response:
        with transactions.begin() as transaction:
            if not rules.terms_time:
                return refuse(405, "Unsupported request method (POST).", ["There are no terms to accept."])
            actions.accept_terms(transaction, user, is_true(read_data(request, AcceptTerms).acceptterms))
        return answer({"acceptterms": "Terms accepted."})


def _page_wish() -> pages.PageWish:
    asked = request.args
    return pages.PageWish(
        wished_page(USERS_PER_PAGE), asked.get("search", ""), asked.get("state", ""), asked.get("sort", "id")
    )


def _add_deletion(blueprint: Blueprint, transactions: Transactions, removal: Removal) -> None:
    @blueprint.delete("/users/<user>")
    @Endpoint(
        "Delete somebody else, or ask for a code to delete oneself",
        ("user_write",),
        parameters=(DOMAINS,),
        answer=DeletionStep,
    )
    def delete(user: str) -> Response:
        domains = request.args.get("domains", "")
        with transactions.begin() as transaction:
            actions.require_full_key(transaction)
            if not is_somebody_else(transaction.actor, user):
                return answer(removal.prepare(transaction, domains))
            removal.of_other(transaction, user, domains)
        return answer({"deleted": True})

    @blueprint.delete("/users/self/confirm/<confirm_code>")
    @blueprint.delete("/users/self/confirm/<confirm_code>/<second_factor>")
    @Endpoint("Delete oneself", ("user_write",), answer=Deleted)
    def delete_self(confirm_code: str, second_factor: str | None = None) -> Response:
        # as it was sent: the parameter is in lower case
        typed = None if second_factor is None else request.environ["zonehost.segments"][-1]
        with transactions.begin() as transaction:
            actions.require_full_key(transaction)
            removal.of_oneself(transaction, confirm_code, typed)
        return answer({"deleted": True})
