"""Cards that are written for the moment: by recombining templates, or by a chat endpoint. Both pass the same checks as the bank's."""
