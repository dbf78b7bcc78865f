"""Articles: what stands on the front page, for how long."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.notices import notice
from web.pages.administration.section import section, typed
from web.visit import api

WITHOUT_END = -1
# what a field for a time holds (HTML, a valid local date and time); they are all of UTC
FORM = "%Y-%m-%dT%H:%M"
# the last time a calendar has, in Unix seconds: 9999-12-31
LAST = 253_402_300_799


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = section("admin_articles", "manage_articles")
    _writing(blueprint)

    @blueprint.get("/admin/articles")
    def show() -> str:
        articles = [as_shown(article) for article in api().articles.list().values()]
        return render_template("admin/articles.html", articles=articles, now=time.time())

    @blueprint.get("/admin/articles/<int:article_id>/delete")
    def show_delete(article_id: int) -> str:
        return render_template("admin/article_delete.html", article=api().articles.get(article_id))

    @blueprint.post("/admin/articles/<int:article_id>/delete")
    def delete(article_id: int) -> Response:
        api().articles.delete(article_id)
        notice("The article is deleted.")
        return redirect(url_for("admin_articles.show"))

    return blueprint


def _writing(blueprint: Blueprint) -> None:
    @blueprint.get("/admin/articles/new")
    def show_new() -> str:
        now = datetime.now(UTC).strftime(FORM)
        return _form(None, {"title": "", "content": "", "contentfull": "", "from": now, "until": ""})

    @blueprint.post("/admin/articles/new")
    def create() -> Response | tuple[str, int]:
        return _save(None)

    @blueprint.get("/admin/articles/<int:article_id>")
    def show_one(article_id: int) -> str:
        return _form(article_id, _as_fields(as_shown(api().articles.get(article_id))))

    @blueprint.post("/admin/articles/<int:article_id>")
    def save(article_id: int) -> Response | tuple[str, int]:
        return _save(article_id)


def _save(article_id: int | None) -> Response | tuple[str, int]:
    fields = typed("title", "content", "contentfull", "from", "until")
    if "preview" in request.form:
        return _form(article_id, fields, is_preview=True), 200
    try:
        api().articles.save(article_id, _members(fields))
    except Invalid as refusal:
        return _form(article_id, fields, refusal), 422
    notice("The article is saved.")
    return redirect(url_for("admin_articles.show"))


def _members(fields: Mapping[str, str]) -> dict[str, Any]:
    if not fields["title"] or not fields["content"]:
        raise Invalid("An article has a title and a text.")
    return {
        "title": fields["title"],
        "content": fields["content"],
        "contentfull": fields["contentfull"] or None,
        "visiblefrom": seconds_of(fields["from"], int(time.time())),
        "visibleuntil": seconds_of(fields["until"], WITHOUT_END),
    }


def seconds_of(text: str, otherwise: int) -> int:
    """Return the Unix time of what stands in a field for a time, in UTC.

    Args:
        text: `2026-11-25T01:20`.
        otherwise: what an empty field stands for.

    Raises:
        Invalid: it is no time.
    """
    if not text:
        return otherwise
    try:
        return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())
    except ValueError as error:
        raise Invalid(f"This is no time: {text}. A time looks like 2026-11-25T01:20, in UTC.") from error


def as_shown(article: Mapping[str, Any]) -> dict[str, Any]:
    """Return an article with times a calendar has: the API takes later ones, which are as good as no end."""
    until = article["visibleuntil"]
    return {
        **article,
        "visiblefrom": min(article["visiblefrom"], LAST),
        "visibleuntil": WITHOUT_END if until > LAST else until,
    }


def _as_fields(article: Mapping[str, Any]) -> dict[str, str]:
    until = article["visibleuntil"]
    return {
        "title": article["title"],
        "content": article["content"],
        "contentfull": article["contentfull"] or "",
        "from": datetime.fromtimestamp(max(article["visiblefrom"], 0), UTC).strftime(FORM),
        "until": "" if until < 0 else datetime.fromtimestamp(until, UTC).strftime(FORM),
    }


def _form(
    article_id: int | None, fields: Mapping[str, str], refusal: Refusal | None = None, *, is_preview: bool = False
) -> str:
    return render_template(
        "admin/article.html", article_id=article_id, typed=fields, refusal=refusal, is_preview=is_preview
    )
