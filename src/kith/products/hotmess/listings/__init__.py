"""Tickets from member to member: evidence before it is on, a fair price, and a code that dies as the next is born."""
