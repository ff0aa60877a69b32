"""Who gets in: coordinators with a password, and other systems with a key. Phones of interviewers have `toestellen`.

Read `coordinatoren` (who they are), `wachtwoorden` (what keeps them out of each other's account), `inloggen` and
`pogingen` (coming in, and waiting after too many failures), `sessies` (being in), and then `sleutels`.
"""

from app.toegang.coordinatoren import (
    NAME_LENGTH,
    add_coordinator,
    block_coordinator,
    coordinator_faults,
    find_coordinator_by_email,
    list_coordinators,
    unblock_coordinator,
)
from app.toegang.inloggen import Binnen, Inlog, log_in
from app.toegang.sessies import (
    IDLE_TERM,
    SESSION_TERM,
    begin_sessie,
    end_other_sessies,
    end_sessie,
    find_sessie,
    is_due_to_be_noted,
    keep_sessie_alive,
    list_sessies,
    log_out,
)
from app.toegang.sleutels import Scope, add_sleutel, find_sleutel, revoke_sleutel, store_sleutel
from app.toegang.wachtwoorden import (
    LOGIN_LENGTH,
    PASSWORD_LENGTH,
    change_password,
    is_own_password,
    password_faults,
)

__all__ = [
    "IDLE_TERM",
    "LOGIN_LENGTH",
    "NAME_LENGTH",
    "PASSWORD_LENGTH",
    "SESSION_TERM",
    "Binnen",
    "Inlog",
    "Scope",
    "add_coordinator",
    "add_sleutel",
    "begin_sessie",
    "block_coordinator",
    "change_password",
    "coordinator_faults",
    "end_other_sessies",
    "end_sessie",
    "find_coordinator_by_email",
    "find_sessie",
    "find_sleutel",
    "is_due_to_be_noted",
    "is_own_password",
    "keep_sessie_alive",
    "list_coordinators",
    "list_sessies",
    "log_in",
    "log_out",
    "password_faults",
    "revoke_sleutel",
    "store_sleutel",
    "unblock_coordinator",
]
