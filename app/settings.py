"""Every setting, its default, and why. Wijkpeil runs without any of them set."""

import hashlib
import os
import tempfile
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from starlette.requests import Request

from app.domain.betrouwbaarheid import Drempels, Normen
from app.domain.bewaartermijn import Bewaarsoort, Bewaartermijnen

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Names of this machine for itself: whoever uses them is on it, or looks whether we are well."""

_EmptyIsNone = BeforeValidator(lambda typed: None if typed == "" else typed)

Months = Annotated[Annotated[int, Field(ge=1)] | None, _EmptyIsNone]
"""For how many months; empty for as long as there is no other reason to remove something."""

MonthsOnPhones = Annotated[Annotated[int, Field(ge=6)] | None, _EmptyIsNone]
"""The same of what a phone may still keep, for half a year: it would hand in again what was removed before."""


class NamedFiles(PydanticBaseSettingsSource):
    """A setting from a file that is named in the environment under its own name and `_FILE`.

    So a secret need not stand in the environment, where every process and every report of a failure can read it.
    """

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The content of the file without the line's end, and by which name the setting takes it."""
        name = str(field.validation_alias or f"{self.config['env_prefix']}{field_name}".upper())
        path = os.environ.get(f"{name}_FILE")
        value = Path(path).read_text(encoding="utf-8").strip() if path else None
        return value, str(field.validation_alias or field_name), False

    def __call__(self) -> dict[str, Any]:
        found = [self.get_field_value(field, name) for name, field in self.settings_cls.model_fields.items()]
        return {key: value for value, key, _ in found if value is not None}


class Settings(BaseSettings):
    """Read from the environment (`WIJKPEIL_...`) or a file `.env`; `.env.example` explains each to who installs.

    Behind each name may come `_FILE`: then the environment names a file that holds the value.
    """

    model_config = SettingsConfigDict(
        env_prefix="WIJKPEIL_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is set itself comes before a file that is named for it."""
        named_files = NamedFiles(settings_cls)
        return init_settings, env_settings, dotenv_settings, named_files, file_secret_settings

    database_url: str = Field("sqlite:///var/wijkpeil.sqlite3", validation_alias="DATABASE_URL")
    """Where everything is kept. A file needs no server; `postgresql+psycopg://...` is for more than one process."""

    statement_seconds: int = Field(30, ge=1)
    """How long one statement may take on PostgreSQL when somebody waits for it: one that hangs must not keep its
    connection. The commands, such as backups and migrations, and files for researchers take as long as they need."""

    host: str = "127.0.0.1"
    """The address to listen on. Behind a proxy in a container this is 0.0.0.0."""

    port: int = 8000

    public_url: str = Field(default_factory=lambda known: f"http://{known['host']}:{known['port']}")
    """The address people type. It makes the links, and `https` here makes cookies travel over TLS only."""

    hosts: str = ""
    """By which other names people come than that of `public_url` and this machine's own, with spaces between them as
    the proxy in docker-compose.yml reads them, or commas."""

    trusted_proxies: str = "127.0.0.1,::1"
    """Who may tell from which address a request really comes (X-Forwarded-For): addresses or networks, with commas.
    Logins are slowed down by that address; whoever could make it up would never have to wait."""

    htmx_from_cdn: bool = True
    """Off where a network or a privacy officer wants no request to a third party: our own copy serves as well."""

    locatieserver_url: str = "https://api.pdok.nl/bzk/locatieserver/search/v3_1"
    """Where the straten of a wijk are looked up, when a coordinator asks. Empty: nowhere, and nobody can ask."""

    body_limit: int = 256 * 1024
    """The largest body in bytes. The longest interview that passes the questionnaire is about 20 kB."""

    import_limit: int = 4 * 1024 * 1024
    """The largest file in bytes, from a phone or with straten: some thousands of interviews, or some 70,000 straten."""

    figure_from: int = Field(5, ge=3)
    """From how many answers on a coordinator sees a figure. Reasons against one's own guesses, not against snooping."""

    straat_reliable_from: int = Field(10, ge=3)
    gebied_reliable_from: int = Field(30, ge=3)
    """From how many answers on a figure of a straat, and of a wijk or a whole meetronde, is more than an indication."""

    dekking_from: int = Field(50, ge=0, le=100)
    """The percentage of the households of a wijk that must live in straten with an interview for the same."""

    publication_threshold: int = Field(10, ge=5)
    """From how many answers on a figure is published. Coordinators see figures from `figure_from` on."""

    key_requests_per_minute: int = Field(600, ge=1)
    """How many requests an API key may make in any minute. Each process counts for itself: with four, a key may make
    up to four times as many."""

    requests_at_once: int = Field(400, ge=1)
    """How many requests a process has in hand at once. Above that it says when to come back, instead of letting
    everybody wait until they give up. Some 400 a second are stored: nobody then waits much longer than that."""

    backup_folder: Path = Path("var/backups")
    """Where `wijkpeil backup` puts backups. Copy them to another machine, or they burn with this one."""

    backup_key: str = ""
    """The public keys (age) that backups are encrypted to, with spaces between them. The secret ones are not here."""

    backup_keep_days: int = Field(7, ge=1)
    backup_keep_weeks: int = Field(5, ge=0)
    backup_keep_months: int = Field(12, ge=0)
    """Of how many days, weeks and months the last backup stays. What was taken out of an answer stays in them."""

    backup_alarm_hours: int = Field(48, ge=1)
    """From which age on the newest backup is called too old, by `wijkpeil doctor` and on the page Beheer."""

    retention_text_months: Months = 12
    """How long after a meetronde what people said in their own words is kept, and what was written about it. Its
    report has been handed over by then; the answers that are counted stay."""

    retention_interviews_months: MonthsOnPhones = 60
    """How long after a meetronde its interviews are kept. The next one is some years later, and is compared with it
    answer by answer. What was published stays, and is compared as well."""

    retention_doors_months: MonthsOnPhones = 12
    """How long after a meetronde the list of doors is kept: who was not at home, and who refused. It steers the work
    and gives the response; neither is needed once the figures stand."""

    retention_exports_months: Months = 60
    """How long it is known who took which interviews as a file: as long as the interviews themselves, by default."""

    retention_access_months: Months = 6
    """How long it is known that a phone was unlinked, and that a link was made to let somebody in. To look back at what
    happened with a lost phone half a year is enough."""

    retention_daily: bool = False
    """Whether the server removes every day what is due. Off: nobody's answers may go because of an update. Look first
    with `wijkpeil bewaar`, which removes nothing by itself."""

    export_folder: Path = Field(default_factory=lambda: Path(tempfile.gettempdir(), f"wijkpeil-uitvoer-{os.getuid()}"))
    """Where a file with interviews waits until it is fetched, an hour at most. Processes behind one address share it.
    """

    contact_name: str = "Beheer van Wijkpeil"
    contact_email: str = "beheer@example.org"
    """Whom users of the API may write to; stands in the API's document."""

    @cached_property
    def normen(self) -> Normen:
        """What decides when a figure is shown, and how it is called. Published with the figures."""
        return Normen(
            straat=Drempels(self.figure_from, max(self.figure_from, self.straat_reliable_from)),
            gebied=Drempels(self.figure_from, max(self.figure_from, self.gebied_reliable_from)),
            dekking_from=Fraction(self.dekking_from, 100),
        )

    @cached_property
    def bewaartermijnen(self) -> Bewaartermijnen:
        """How many months each kind of what is personal is kept."""
        return {
            Bewaarsoort.OPEN_TEKST: self.retention_text_months,
            Bewaarsoort.INTERVIEWS: self.retention_interviews_months,
            Bewaarsoort.DEUREN: self.retention_doors_months,
            Bewaarsoort.UITVOER: self.retention_exports_months,
            Bewaarsoort.TOEGANG: self.retention_access_months,
        }

    @cached_property
    def known_hosts(self) -> frozenset[str]:
        """Every name that a request may be sent to."""
        named = self.hosts.lower().replace(",", " ").split()
        return frozenset({*named, *LOOPBACK, urlsplit(self.public_url).hostname or ""})

    @cached_property
    def pepper(self) -> bytes:
        """What internet addresses are hashed with before they are kept: all that this installation knows and the tables
        do not is where the tables are, on PostgreSQL with the password."""
        return hashlib.sha256(self.database_url.encode()).digest()

    @cached_property
    def over_tls(self) -> bool:
        return self.public_url.startswith("https://")


def settings_of(request: Request) -> Settings:
    """The settings of the application that answers this request."""
    settings: Settings = request.app.state.settings
    return settings
