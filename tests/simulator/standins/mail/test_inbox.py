"""Mail handed in over SMTP, and the pages that show it."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest

from harness.patience import patient_client
from kith.simulator.standins import StandIns, running
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.mail.pages import linked

ADA = "ada@example.org"


def letter(
    subject: str = "Your code", text: str = "Your code is 123456.", html: str | None = None
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Kith <hello@kith.example>"
    message["To"] = f"Ada <{ADA}>"
    message["Subject"] = subject
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


async def send(standins: StandIns, message: EmailMessage, *recipients: str) -> None:
    await aiosmtplib.send(
        message, recipients=recipients or [ADA], hostname=standins.host, port=standins.mail.port, timeout=5
    )


async def test_a_mail_arrives_whole(standins: StandIns) -> None:
    message = letter("Grüße aus Zürich", "Hallo Ada, 你好", "<p>Hallo <b>Ada</b></p>")
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="date.ics")
    await send(standins, message)
    (mail,) = standins.mail.messages()
    assert (mail.subject, mail.sender, mail.recipients) == ("Grüße aus Zürich", "hello@kith.example", (ADA,))
    assert mail.text is not None
    assert mail.text.strip() == "Hallo Ada, 你好"
    assert mail.html is not None
    assert "<b>Ada</b>" in mail.html
    assert [(part.name, part.media_type, part.size) for part in mail.attachments] == [
        ("date.ics", "text/calendar", 15)
    ]
    assert mail.header("to") == f"Ada <{ADA}>"
    assert standins.mail.messages("bob@example.org") == []
    assert standins.smtp_url == f"smtp://127.0.0.1:{standins.mail.port}"


async def test_a_malformed_mail_is_kept_as_far_as_it_can_be_read(standins: StandIns) -> None:
    async with aiosmtplib.SMTP(hostname=standins.host, port=standins.mail.port) as client:
        raw = b"Subject: odd\r\nContent-Type: text/plain; charset=no-such\r\n\r\ncaf\xe9\r\n"
        await client.sendmail("a@example.org", [ADA], raw)
    (mail,) = standins.mail.messages()
    assert mail.subject == "odd"
    assert mail.text is not None
    assert mail.text.startswith("caf")


@pytest.mark.parametrize(("status", "code"), [(None, 451), (450, 450), (550, 550)])
async def test_a_recipient_is_refused_as_told_and_then_taken(
    standins: StandIns, status: int | None, code: int
) -> None:
    standins.mail.faults.add(Fault(kind=FaultKind.FAIL, status=status, match=ADA))
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await send(standins, letter())
    assert [one.code for one in refused.value.recipients] == [code]
    assert standins.mail.messages() == []
    await send(standins, letter())
    assert len(standins.mail.messages()) == 1


async def test_one_refused_recipient_does_not_keep_the_others_from_their_mail(standins: StandIns) -> None:
    standins.mail.faults.add(Fault(kind=FaultKind.FAIL, status=550, match="bob"))
    await send(standins, letter(), "bob@example.org", ADA)
    assert [mail.recipients for mail in standins.mail.messages()] == [(ADA,)]


@pytest.mark.parametrize(
    ("kind", "kept"),
    [(FaultKind.DROP, 0), (FaultKind.TIMEOUT_AFTER_ACCEPT, 1), (FaultKind.FAIL_AFTER_EFFECT, 1)],
)
async def test_a_sender_is_left_in_doubt(standins: StandIns, kind: FaultKind, kept: int) -> None:
    standins.mail.faults.add(Fault(kind=kind))
    with pytest.raises(aiosmtplib.SMTPException):
        await send(standins, letter())
    assert len(standins.mail.messages()) == kept


async def test_mail_outlives_the_process(tmp_path: Path) -> None:
    async with running(data_folder=tmp_path) as before:
        await send(before, letter())
        kept = before.mail.messages()
    async with running(data_folder=tmp_path) as after:
        assert after.mail.messages() == kept


async def test_the_inbox_page_lists_shows_and_empties(standins: StandIns) -> None:
    async with patient_client(base_url=standins.base_url, trust_env=False) as browser:
        assert "No mail yet" in (await browser.get("/mail")).text
        await send(standins, letter("First"))
        await send(standins, letter("<b>Second</b>", "Go to https://kith.example/l/abc?x=1&y=2."))
        listed = (await browser.get("/mail")).text
        assert listed.index("&lt;b&gt;Second") < listed.index("First")
        assert "No mail for bob" in (await browser.get("/mail", params={"to": "bob@example.org"})).text
        mail = standins.mail.messages()[-1]
        page = await browser.get(f"/mail/{mail.id}")
        assert 'href="https://kith.example/l/abc?x=1&amp;y=2"' in page.text
        assert "script" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert (await browser.get("/mail/style.css")).headers["content-type"].startswith("text/css")
        assert "Subject: <b>Second</b>" in (await browser.get(f"/mail/{mail.id}/source")).text
        assert (await browser.get(f"/mail/{mail.id}/html")).status_code == 404
        assert (await browser.get("/mail/none")).status_code == 404
        assert (await browser.post("/mail/empty")).status_code == 303
        assert standins.mail.messages() == []


async def test_an_invitation_is_shown_with_its_letter_and_taken_into_a_calendar(standins: StandIns) -> None:
    message = letter("Booked", "Your session is booked.")
    invitation = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kith//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:one\r\n"
        "DTSTAMP:20261128T090000Z\r\nDTSTART:20261130T080000Z\r\nDTEND:20261130T090000Z\r\n"
        "SUMMARY:An hour with <Ada>\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    message.add_alternative(
        invitation.format(method="REQUEST"), subtype="calendar", params={"method": "REQUEST"}
    )
    await send(standins, message)
    called_off = letter("Called off")
    called_off.add_alternative(invitation.format(method="CANCEL"), subtype="calendar")
    await send(standins, called_off)
    broken = letter("Broken")
    broken.add_alternative("no calendar", subtype="calendar")
    await send(standins, broken)
    booked, off, odd = standins.mail.messages()
    async with patient_client(base_url=standins.base_url, trust_env=False) as browser:
        page = (await browser.get(f"/mail/{booked.id}")).text
        assert "An hour with &lt;Ada&gt;" in page
        assert "30 Nov 08:00 UTC – 30 Nov 09:00 UTC" in page
        assert f'href="/mail/{booked.id}/attachments/0">Put it into a calendar' in page
        taken = await browser.get(f"/mail/{booked.id}/attachments/0")
        assert "METHOD:REQUEST" in taken.text
        assert taken.headers["content-type"].startswith("text/calendar")
        assert taken.headers["content-disposition"] == "attachment; filename*=UTF-8''invitation.ics"
        assert (await browser.get(f"/mail/{booked.id}/attachments/1")).status_code == 404
        assert "Called off</dt><dd>An hour with &lt;Ada&gt;" in (await browser.get(f"/mail/{off.id}")).text
        assert "For the calendar" not in (await browser.get(f"/mail/{odd.id}")).text


async def test_the_html_part_is_shut_off_from_everything(standins: StandIns) -> None:
    await send(standins, letter(html="<script>alert(1)</script><p>Hi</p>"))
    (mail,) = standins.mail.messages()
    async with patient_client(base_url=standins.base_url, trust_env=False) as browser:
        page = (await browser.get(f"/mail/{mail.id}")).text
        part = await browser.get(f"/mail/{mail.id}/html")
    assert "alert(1)" not in page
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page
    policy = part.headers["content-security-policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert part.text.endswith("<p>Hi</p>\n")


async def test_the_control_api_reads_and_plans(standins: StandIns) -> None:
    await send(standins, letter())
    (mail,) = standins.mail.messages()
    async with patient_client(base_url=f"{standins.inbox_url}/control", trust_env=False) as control:
        listed = (await control.get("/messages", params={"to": ADA})).json()
        assert [one["subject"] for one in listed] == ["Your code"]
        assert (await control.get(f"/messages/{mail.id}")).json()["text"] == "Your code is 123456.\n"
        assert (await control.get("/messages/none")).status_code == 404
        assert (await control.post("/faults", json={"kind": "fail", "status": 550})).status_code == 201
        refused = await control.post("/faults", json={"kind": "repeat_webhook"})
        assert refused.status_code == 400
        assert "kind" in refused.json()["error"]
        assert len((await control.get("/faults")).json()) == 1
        assert (await control.delete("/faults")).status_code == 204
        assert (await control.post("/reset")).status_code == 204
    assert standins.mail.messages() == []


async def test_a_page_of_another_site_may_link_here_and_not_steer(standins: StandIns) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    async with patient_client(base_url=standins.base_url, trust_env=False, headers=headers) as browser:
        assert (await browser.get("/mail")).status_code == 200
        assert (await browser.post("/mail/empty")).status_code == 403


def test_addresses_in_a_text_become_links_and_the_rest_is_escaped() -> None:
    html = str(linked('See (https://a.example/b), <i>now</i> or "http://c.example".'))
    assert html.count("<a ") == 2
    assert 'href="https://a.example/b"' in html
    assert 'href="http://c.example"' in html
    assert "&lt;i&gt;now&lt;/i&gt;" in html
    assert "javascript" not in str(linked("javascript:alert(1)")).split("<a ")[1:]
