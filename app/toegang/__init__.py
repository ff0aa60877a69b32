"""Who gets in: coordinators with a password, and other systems with a key. Phones of interviewers have `toestellen`.

Read `coordinatoren` (who they are), `wachtwoorden` and `tweede_stap` (how they prove it), `inloggen` and `pogingen`
(coming in, and waiting after too many failures), `herstel` (a forgotten password), `sessies` (being in), and then
`sleutels`.
"""

from app.toegang.coordinatoren import (
    NAME_LENGTH,
    add_coordinator,
    block_coordinator,
    coordinator_faults,
    find_coordinator,
    find_coordinator_by_email,
    list_coordinators,
    unblock_coordinator,
)
from app.toegang.herstel import choose_password, find_herstelcode, list_herstel, make_herstelcode
from app.toegang.inloggen import TOO_LATE, Binnen, Inlog, finish_log_in, know_browser, log_in
from app.toegang.pogingen import forget_old_pogingen, intrekcode_subjects, note_failure, refuse_when_too_early
from app.toegang.sessies import (
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
from app.toegang.tweede_stap import (
    count_noodcodes,
    totp_address,
    totp_secret,
    turn_off_second_step,
    turn_on_second_step,
)
from app.toegang.wachtwoorden import (
    LOGIN_LENGTH,
    PASSWORD_LENGTH,
    change_password,
    is_own_password,
    password_faults,
)

__all__ = [
    "LOGIN_LENGTH",
    "NAME_LENGTH",
    "PASSWORD_LENGTH",
    "SESSION_TERM",
    "TOO_LATE",
    "Binnen",
    "Inlog",
    "Scope",
    "add_coordinator",
    "add_sleutel",
    "begin_sessie",
    "block_coordinator",
    "change_password",
    "choose_password",
    "coordinator_faults",
    "count_noodcodes",
    "end_other_sessies",
    "end_sessie",
    "find_coordinator",
    "find_coordinator_by_email",
    "find_herstelcode",
    "find_sessie",
    "find_sleutel",
    "finish_log_in",
    "forget_old_pogingen",
    "intrekcode_subjects",
    "is_due_to_be_noted",
    "is_own_password",
    "keep_sessie_alive",
    "know_browser",
    "list_coordinators",
    "list_herstel",
    "list_sessies",
    "log_in",
    "log_out",
    "make_herstelcode",
    "note_failure",
    "password_faults",
    "refuse_when_too_early",
    "revoke_sleutel",
    "store_sleutel",
    "totp_address",
    "totp_secret",
    "turn_off_second_step",
    "turn_on_second_step",
    "unblock_coordinator",
]
