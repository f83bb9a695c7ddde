"""Live calls: who is here, which documents run, which webhooks are asked. No socket is opened in this room."""
