"""What somebody installs with: the settings that are explained are those that there are, and nothing runs as root."""

import re

import yaml

from app.settings import Settings
from tests.test_house import ROOT

SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
# What only docker-compose.yml reads, to make settings of.
OF_COMPOSE = {"WIJKPEIL_DOMAIN", "POSTGRES_PASSWORD", "WIJKPEIL_BACKUP_EVERY"}


def _name(field: str) -> str:
    alias = Settings.model_fields[field].validation_alias
    return str(alias) if alias else f"WIJKPEIL_{field.upper()}"


def _mounted(service: str) -> set[str]:
    """Where this service has a volume."""
    return {volume.split(":")[1] for volume in SERVICES[service]["volumes"]}


def test_every_setting_is_explained_with_its_default(monkeypatch, tmp_path):
    written = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    assert written.keys() == {_name(field) for field in Settings.model_fields} | OF_COMPOSE
    for name in written:
        monkeypatch.delenv(name, raising=False)
    example = tmp_path / "example"
    example.write_text("".join(f"{name}={value}\n" for name, value in written.items() if value))
    assert Settings(_env_file=example) == Settings(_env_file=None)


def test_nothing_in_the_containers_of_ours_may_write_or_become_more():
    ours = {name: service for name, service in SERVICES.items() if "build" in service}
    assert ours.keys() == {"app", "backup"}
    for service in ours.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert re.findall(r"^USER (.*)$", dockerfile, re.MULTILINE) == ["wijkpeil"]
    assert "/gezond" in dockerfile
    made_for_us = re.search(r"install -d -o wijkpeil -m 700 (.*) \\\n|install -d -o wijkpeil -m 700 (.*)", dockerfile)
    folders = set((made_for_us[1] or made_for_us[2]).split())
    mounted = {name: _mounted(name) for name in ours}
    assert mounted["app"] | mounted["backup"] <= folders
    # Of two processes behind the proxy the one makes a file and the other may be asked for it.
    assert SERVICES["app"]["environment"]["WIJKPEIL_EXPORT_FOLDER"] in mounted["app"]


def test_backups_lie_where_they_are_made_and_are_looked_at_nowhere_else():
    here = SERVICES["backup"]["environment"]
    assert {here["WIJKPEIL_BACKUP_FOLDER"], here["TMPDIR"]} <= _mounted("backup")
    assert "WIJKPEIL_BACKUP_FOLDER" not in SERVICES["app"]["environment"], "an empty folder would look well"


def test_the_proxy_serves_every_name_that_is_answered_to():
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()
    (names,) = re.findall(r"^(\{\$.*\}) \{$", caddyfile, re.MULTILINE)
    assert names == "{$WIJKPEIL_DOMAIN} {$WIJKPEIL_HOSTS}", "Caddy takes no comma without a space"
    assert SERVICES["proxy"]["environment"]["WIJKPEIL_HOSTS"] == "${WIJKPEIL_HOSTS:-}", "it may be empty"


def test_a_database_is_not_newer_than_the_pg_dump_that_copies_it():
    image = SERVICES["db"]["image"]
    told = re.search(r"postgresql-client is of version (\d+)", (ROOT / "Dockerfile").read_text())[1]
    assert int(image.partition(":")[2]) <= int(told)


def test_the_units_start_commands_that_exist():
    from app.cli import commands

    known = {command.name or command.callback.__name__ for command in commands.registered_commands}
    units = sorted((ROOT / "deploy" / "systemd").iterdir())
    started = [each for unit in units for each in re.findall(r"ExecStart=\S+/wijkpeil (\S+)", unit.read_text())]
    assert started == ["backup", "serve"]
    assert set(started) <= known


def test_a_nightly_backup_that_failed_is_tried_again_the_same_night_but_not_for_ever():
    unit = (ROOT / "deploy" / "systemd" / "wijkpeil-backup.service").read_text()
    said = dict(re.findall(r"^(\w+)=(\S+)$", unit, re.MULTILINE))
    assert (said["Type"], said["Restart"]) == ("oneshot", "on-failure"), "systemd refuses any other with oneshot"
    assert said["RestartSec"] == "15min"
    assert said["StartLimitIntervalSec"] == "12h", "longer than all tries take, and over before the next night"
    assert int(said["StartLimitBurst"]) > 1


def test_the_manual_names_every_command_and_every_line_of_the_doctor():
    from app.cli import commands

    manual = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
    source = (ROOT / "app" / "keuring.py").read_text(encoding="utf-8")
    for point in set(re.findall(r'Punt\(\s*"([A-Z][\w-]+)"', source)):
        assert f"| {point} |" in manual, point
    known = {command.name or command.callback.__name__ for command in commands.registered_commands}
    for named in re.findall(r"`wijkpeil ([a-z-]+)", manual):
        assert named in known, named
