"""The front door of gunicorn: reads the environment and makes the application."""

import os
import sys

from api.app import create_app
from core import logs
from core.settings import ApiSettings, Reader, SettingsError

reader = Reader(os.environ)
try:
    settings = ApiSettings.read(reader)
    level = reader.text("LOG_LEVEL", "INFO")
    reader.finish()
except SettingsError as error:
    sys.exit(str(error))
logs.configure("api", level)
application = create_app(settings)
