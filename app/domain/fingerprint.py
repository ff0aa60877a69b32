"""By what is recognised what was sent before: a hash over the content in one form, whatever its order was."""

import hashlib
import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

NOT_KEPT = ""
"""In the place of a fingerprint of what is gone: that would tell whether a guess at it is right."""


def plain(answer: Any) -> Any:
    """The answer in a form that can be written down, also when it is nonsense: JSON has no NaN."""
    if isinstance(answer, list):
        return sorted(answer, key=str)
    return str(answer) if isinstance(answer, float) and not isfinite(answer) else answer


def fingerprint(content: Mapping[str, Any]) -> str:
    """The hash of this content, 64 characters; the order of its keys makes no difference."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
