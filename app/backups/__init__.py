"""Backups: made while everybody works, tried before they are put away, and put back whole or not at all.

`making` and `restoring` tell the story; `sqlite_file` and `postgresql_dump` know how each database is copied and put
back, `sealing` encrypts, `workplace` is where the readable copy lies meanwhile, `records` is what the server itself
knows of its backups.
"""

from app.backups.making import Plan, make_backup
from app.backups.records import last_backup, list_backups
from app.backups.restoring import Restored, restore
from app.backups.sealing import STANDARD, make_key, read_secret, write_private_file

__all__ = [
    "STANDARD",
    "Plan",
    "Restored",
    "last_backup",
    "list_backups",
    "make_backup",
    "make_key",
    "read_secret",
    "restore",
    "write_private_file",
]
