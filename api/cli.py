"""Commands for the machine the API runs on: users and keys."""

import os
import secrets
import sys
import time
from collections.abc import Sequence

import click
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.mail.addresses import parse_mail_address
from api.passwords import check_password
from api.permissions import OF_ADMINISTRATORS
from api.secrets_of_users import hash_key, hash_password, mask_key, new_key
from api.users.credentials import end_sign_ins, parse_real_name
from core.db import create_database_engine
from core.errors import Invalid
from core.models import ApiKey, User, UserPermission
from core.settings import AccountSettings, DatabaseSettings, load


@click.group()
def cli() -> None:
    """Make users and API keys. Settings are read from the environment, as the API reads them."""


@cli.command()
@click.argument("email")
@click.option("--name", default="Administrator", help="The name shown to others.")
@click.option("--password", envvar="NEW_PASSWORD", help="At least 10 characters; made up and shown if left out.")
def create_admin(email: str, name: str, password: str | None) -> None:
    """Create an administrator, or make an existing user one and set their password."""
    _create_user(email, name, password, OF_ADMINISTRATORS)


@cli.command()
@click.argument("email")
@click.option("--name", required=True, help="The name shown to others.")
@click.option("--password", envvar="NEW_PASSWORD", help="At least 10 characters; made up and shown if left out.")
def create_user(email: str, name: str, password: str | None) -> None:
    """Create a user, or set the password of an existing one."""
    rules, _level = load(os.environ, AccountSettings.read)
    _create_user(email, name, password, rules.register_permissions)


@cli.command()
@click.argument("email")
@click.option("--description", required=True, help="What the key is for.")
@click.option("--read-only", is_flag=True, help="The key may not change anything.")
@click.option("--key", envvar="NEW_KEY", help="A key of API 1.0's shape, for scripts that must know it beforehand.")
def create_key(email: str, description: str, read_only: bool, key: str | None) -> None:
    """Create an API key for a user and print it; it cannot be shown again."""
    key = key or new_key()
    pepper, _level = load(os.environ, lambda reader: reader.text("API_KEY_PEPPER"))
    with _session() as session:
        user = session.scalars(select(User).where(User.email == email.lower())).one_or_none()
        if user is None:
            sys.exit(f"There is no user {email}.")
        session.add(
            ApiKey(
                user_id=user.id,
                key_hash=hash_key(key, pepper),
                masked_key=mask_key(key),
                description=description,
                domains_read=True,
                domains_write=not read_only,
                user_read=True,
                user_write=False,
                created_at=_now(),
            )
        )
        session.commit()
    click.echo(key)


def _create_user(email: str, name: str, password: str | None, permissions: Sequence[str]) -> None:
    chosen = password or secrets.token_urlsafe(15)
    try:
        email, name = parse_mail_address(email), parse_real_name(name)
        check_password(chosen, email)
    except Invalid as refusal:
        sys.exit(" ".join([refusal.message, *(refusal.detail or ())]))
    with _session() as session:
        user = session.scalars(select(User).where(User.email == email)).one_or_none()
        if user is None:
            user = User(email=email, created_at=_now(), sign_in_epoch=0)
            session.add(user)
        user.real_name = name
        user.password_hash = hash_password(chosen)
        session.flush()
        end_sign_ins(session, user)
        session.execute(delete(UserPermission).where(UserPermission.user_id == user.id))
        session.add_all(UserPermission(user_id=user.id, permission=permission) for permission in permissions)
        session.commit()
    if password is None:
        click.echo(chosen)


def _session() -> Session:
    settings, _level = load(os.environ, DatabaseSettings.read)
    return Session(create_database_engine(settings))


def _now() -> int:
    return time.time_ns() // 1_000_000


if __name__ == "__main__":
    cli()
