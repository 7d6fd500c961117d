"""What the scanner says, in words that are read at arm's length; the same on the page and for its script."""

from __future__ import annotations

from typing import Any, Final

from kith.foundation.language import _, later
from kith.products.hotmess.tokens.pages import STATES

WAYS: Final = {"entry": later("Come in"), "exit": later("Goodbye"), "proof": later("Proof noted")}
RESULTS: Final = {
    "invalid": later("No"),
    "duplicate": later("Used already"),
    "revoked": later("Ended"),
    "expired": later("Too late"),
    "not_yet_valid": later("Not yet"),
}
REASONS: Final = {
    "unknown": later("This is no code of ours."),
    "other_beacon": later("This code is for another night."),
    "other_scope": later("This code is for something else."),
    "closed": later("This night is over."),
    "not_yet_valid": later("Its time has not come. Ask them to come back later."),
    "used_up": later("It was used as often as it may be."),
    "inside": later("Somebody is inside with it."),
    "not_inside": later("Nobody is inside with it."),
    "no_reentry": later("Whoever goes out does not come back in here."),
    "gate_closed": later("This gate is closed. Try another one."),
    "revoked": later("This code was ended. Ask a supervisor."),
    "expired": later("Its time is over."),
    "unchecked": later(
        "Without network this phone cannot tell. Scan the QR itself, or wait for the network."
    ),
}
_SAYS: Final = {
    "first": later("First used at {time}{gate}."),
    "online": later("Online."),
    "offline": later("Offline. This phone checks by itself."),
    "one_waits": later("1 scan waits to be sent."),
    "many_wait": later("{count} scans wait to be sent."),
    "no_signatures": later(
        "This browser cannot check signatures: only codes that were known before are let in."
    ),
    "no_pack": later("This door was never opened with network here, so nothing can be checked."),
    "problem": later("Hold on"),
    "refused": later("That did not work."),
    "undone": later("Taken back"),
    "as_it_was": later("The code is as it was."),
    "needs_network": later("That needs network."),
    "no_camera": later("The camera did not start. Try again, or type the letters."),
    "camera_denied": later(
        "The camera is not allowed here. Allow it in the browser's settings for this page, or type the letters."
    ),
    "camera_sends": later(
        "Hold the code into the picture. This browser cannot read it by itself, so we read it; that needs network."
    ),
    "camera_offline": later(
        "Without network this browser cannot read codes from the camera. Type the letters under the QR."
    ),
    "ticket": later("Ticket"),
    "a_gate": later("a gate"),
    "nowhere": later("never let in before"),
    "nobody": later("Nobody of that name."),
    "admit": later("Let in"),
}


def for_script() -> dict[str, Any]:
    """Every word the scanner's script may need, in the reader's language."""
    said: dict[str, Any] = {name: _(words) for name, words in (_SAYS | WAYS | RESULTS).items()}
    said["reasons"] = {name: _(words) for name, words in REASONS.items()}
    said["states"] = {name: _(words) for name, words in STATES.items()}
    return said
