"""The stores' stand-ins speak as Apple and Google do, and hold back, reorder, repeat and lose notifications when told to."""

from __future__ import annotations

import base64
from typing import Any

import jwt
import msgspec
import pytest
from appstoreserverlibrary.models.Environment import Environment
from appstoreserverlibrary.signed_data_verifier import SignedDataVerifier, VerificationException

from harness.patience import patient_client
from kith.simulator.standins import StandIns
from kith.simulator.standins.appstore.authority import new_authority


async def _do(standins: StandIns, path: str, **body: Any) -> Any:
    async with patient_client(base_url=standins.base_url, trust_env=False) as client:
        answer = await client.post(path, json=body)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


async def test_apples_own_library_reads_what_the_app_store_signs_and_nobody_elses(
    standins: StandIns, receiver: Any
) -> None:
    standins.appstore.bell.url = receiver.url
    bought = await _do(standins, "/appstore/control/subscriptions", product_id="monthly", account_token="t")
    await _do(standins, "/appstore/control/settle")
    payload = msgspec.json.decode(receiver.received[0].body)["signedPayload"]

    def verifier(root: bytes) -> SignedDataVerifier:
        return SignedDataVerifier([root], False, Environment.SANDBOX, "app.attuned.ios")

    own = verifier(standins.appstore.authority.chain[-1])
    told = own.verify_and_decode_notification(payload)
    assert (told.rawNotificationType, told.rawSubtype) == ("SUBSCRIBED", "INITIAL_BUY")
    assert told.data is not None
    transaction = own.verify_and_decode_signed_transaction(told.data.signedTransactionInfo or "")
    assert (transaction.productId, transaction.appAccountToken) == ("monthly", "t")
    assert own.verify_and_decode_renewal_info(told.data.signedRenewalInfo or "").rawAutoRenewStatus == 1
    assert own.verify_and_decode_signed_transaction(bought["signed_transaction"]).price == 9990
    with pytest.raises(VerificationException):
        verifier(new_authority().chain[-1]).verify_and_decode_notification(payload)


async def test_notifications_are_held_back_reordered_repeated_and_lost(
    standins: StandIns, receiver: Any
) -> None:
    for path, key, actions in (
        ("/appstore/control", "subscriptions", ("end", "continue", "expire")),
        ("/play/control", "purchases", ("end", "continue", "expire")),
    ):
        bell = standins.appstore.bell if path.startswith("/app") else standins.play.bell
        bell.url = receiver.url
        receiver.received.clear()
        bought = await _do(standins, f"{path}/{key}", product_id="monthly")
        name = bought["subscription"]["id"] if "subscription" in bought else bought["token"]
        await _do(standins, f"{path}/settle")
        assert len(receiver.received) == 1
        await _do(standins, f"{path}/webhooks/hold")
        for action in actions:
            await _do(standins, f"{path}/{key}/{name}/{action}")
        assert len(receiver.received) == 1
        released = await _do(standins, f"{path}/webhooks/release", order="reversed")
        assert released == [ring.id for ring in reversed(bell.rung[1:])]
        assert len(receiver.received) == 4
        await _do(standins, f"{path}/webhooks/resend", id=released[0])
        await _do(standins, f"{path}/faults", kind="lose_webhook")
        await _do(standins, f"{path}/{key}/{name}/continue")
        await _do(standins, f"{path}/faults", kind="repeat_webhook")
        await _do(standins, f"{path}/{key}/{name}/end")
        await _do(standins, f"{path}/faults", kind="delay_webhook", seconds=0.0)
        await _do(standins, f"{path}/{key}/{name}/continue")
        await _do(standins, f"{path}/settle")
        assert len(receiver.received) == 4 + 1 + 0 + 2 + 1


async def test_google_answers_only_the_service_account_and_signs_its_pushes(
    standins: StandIns, receiver: Any
) -> None:
    play = standins.play
    play.bell.url = receiver.url
    token = play.buy("monthly", "t").token
    await play.bell.settled()
    [pushed] = receiver.received
    keys = jwt.PyJWKSet.from_dict(play.keys.certificates())
    claims = jwt.decode(
        pushed.headers["authorization"].removeprefix("Bearer "),
        keys.keys[0],
        algorithms=["RS256"],
        audience=receiver.url,
    )
    assert claims["email_verified"] is True
    data = msgspec.json.decode(base64.b64decode(msgspec.json.decode(pushed.body)["message"]["data"]))
    assert data["subscriptionNotification"]["purchaseToken"] == token
    address = (
        f"/play/androidpublisher/v3/applications/{play.settings.package}/purchases/subscriptionsv2/tokens"
    )
    async with patient_client(base_url=standins.base_url, trust_env=False) as client:
        assert (await client.get(f"{address}/{token}")).status_code == 401
        forged = jwt.encode({"iss": play.settings.account_email}, "k" * 32, algorithm="HS256")
        grant = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": forged}
        assert (await client.post("/play/token", data=grant)).json()["error"] == "invalid_grant"
