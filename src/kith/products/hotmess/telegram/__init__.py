"""The Telegram bot: what is on, what plays, what drops; and moderators are told of what cannot wait."""
