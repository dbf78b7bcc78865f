"""Devices that need no second factor for a while."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from web.notices import notice
from web.visit import api


def add_pages(blueprint: Blueprint) -> None:
    """Add the page."""

    @blueprint.post("/profile/security/devices/<number>/forget")
    def forget_device(number: str) -> Response:
        api().trusted_devices.forget(number)
        notice("The device is trusted no more: the next sign-in there asks for the second step.")
        return redirect(url_for("security.show"))
