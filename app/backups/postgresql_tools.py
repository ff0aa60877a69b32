"""The programs that come with PostgreSQL, told where the database is without the password on their command line."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from sqlalchemy import URL

from app.database import Database
from app.errors import Failure, InvalidInput


@dataclass(frozen=True)
class Tools:
    """pg_dump, pg_restore and psql for one server."""

    url: URL

    @classmethod
    def beside(cls, database: Database) -> "Tools":
        """The tools for this database; raises InvalidInput when they are older than the server or not there."""
        tools = cls(database.url)
        version = re.search(r"\d+", tools.run("pg_dump", "--version"))
        with database.engine.connect() as connection:
            server = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
        if version is None or int(version[0]) < server:
            raise InvalidInput(
                f"pg_dump is ouder dan de database (PostgreSQL {server}). Installeer postgresql-client-{server}."
            )
        return tools

    def address(self, database: str | None = None) -> str:
        """Where the database is, as libpq reads it, without the password."""
        url = self.url.set(drivername="postgresql", password=None, database=database or self.url.database)
        return url.difference_update_query(["password"]).render_as_string()

    def run(self, name: str, *arguments: str) -> str:
        """What the program said; raises Failure with its first complaint, InvalidInput when it is not installed."""
        program = shutil.which(name)
        if program is None:
            raise InvalidInput(f"Op deze machine ontbreekt {name}. Installeer het pakket postgresql-client.")
        done = subprocess.run(  # noqa: S603 -- a program of PostgreSQL, with arguments of ours
            [program, *arguments], env=os.environ | self._secret(), capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            # The lines below the first may quote what stands in the database.
            complaint = (done.stderr.strip().splitlines() or ["geen uitleg"])[0]
            raise Failure(f"{name} lukte niet: {complaint}. Er is niets veranderd.")
        return done.stdout

    def _secret(self) -> dict[str, str]:
        password = self.url.password or self.url.query.get("password")
        return {"PGPASSWORD": str(password)} if password else {}
