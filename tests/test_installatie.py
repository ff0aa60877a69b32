"""What somebody installs with: the settings that are explained are those that there are, and nothing runs as root."""

import os
import re

import yaml

from app.settings import Settings
from tests.test_house import ROOT

SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
MANUAL = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
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
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE) == ["wijkpeil"]
    assert "/gezond" in DOCKERFILE
    made_for_us = re.search(r"install -d -o wijkpeil -m 700 (.*) \\\n|install -d -o wijkpeil -m 700 (.*)", DOCKERFILE)
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
    told = re.search(r"postgresql-client is of version (\d+)", DOCKERFILE)[1]
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


def test_a_backup_is_put_back_where_it_lies_with_room_for_a_readable_copy_and_the_server_off():
    options, service, file, key = re.findall(
        r"^docker compose run (.*) (\w+) \\\n +wijkpeil herstel (\S+) --sleutel (\S+)", MANUAL, re.MULTILINE
    )[0]
    assert SERVICES[service]["environment"]["TMPDIR"] in _mounted(service)
    assert file.rpartition("/")[0] in _mounted(service)
    assert "--no-deps" in options.split(), "it would start the application first, which then has the database open"
    assert key == "-", "a file of the host cannot be read in the container by who runs there"
    assert "-T" in options.split(), "a terminal in between would not pass the key on"


def test_nothing_in_the_manual_writes_where_a_container_cannot():
    kept = re.findall(r"`\(?([^`]*wijkpeil zegelsleutel [^`]*)`", MANUAL)
    assert len(kept) == 3
    assert all("exec -T app wijkpeil zegelsleutel - " in command for command in kept), kept
    assert "umask 077;" in next(command for command in kept if ">" in command)


def test_a_command_by_hand_is_run_as_the_units_run_it():
    unit = (ROOT / "deploy" / "systemd" / "wijkpeil.service").read_text()
    script = ROOT / "deploy" / "wijkpeil"
    assert os.access(script, os.X_OK)
    by_hand = script.read_text()
    assert re.search(r"ExecStart=(\S+)", unit)[1] in by_hand.split()
    for name in ("User", "EnvironmentFile", "WorkingDirectory", "StateDirectory", "StateDirectoryMode", "UMask"):
        (line,) = re.findall(rf"^{name}=.*$", unit, re.MULTILINE)
        assert f"-p {line} " in by_hand, line
    steps = ("install -m 755 deploy/wijkpeil /usr/local/sbin", "pip install --no-deps --no-build-isolation -e .")
    assert all(step in MANUAL for step in steps)
    packages = re.search(r"install --yes --no-install-recommends \\\n(.*?) \\\n", DOCKERFILE, re.DOTALL)[1].split()
    told = re.search(r"apt install (.*)", MANUAL)[1].split()
    assert set(packages) <= set(told), "what the image needs, a machine without it needs too"


def test_the_manual_names_every_command_and_every_line_of_the_doctor():
    from app.cli import commands

    source = (ROOT / "app" / "keuring.py").read_text(encoding="utf-8")
    for point in set(re.findall(r'Punt\(\s*"([A-Z][\w-]+)"', source)):
        assert f"| {point} |" in MANUAL, point
    known = {command.name or command.callback.__name__ for command in commands.registered_commands}
    for named in re.findall(r"`wijkpeil ([a-z-]+)", MANUAL):
        assert named in known, named
