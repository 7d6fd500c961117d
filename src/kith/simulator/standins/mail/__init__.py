"""A stand-in of a mail provider: an SMTP server whose mail goes no further than a local inbox."""

from kith.simulator.standins.mail.inbox import Attachment, Mail
from kith.simulator.standins.mail.standin import MailStandIn

__all__ = ["Attachment", "Mail", "MailStandIn"]
