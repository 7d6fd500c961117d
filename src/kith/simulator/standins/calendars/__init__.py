"""What the calendar stand-ins share: diaries with recurring events, signing in with OAuth and PKCE, pages, the control API."""
