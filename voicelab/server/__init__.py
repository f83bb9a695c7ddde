"""The lab on sockets: HTTP, WebSockets, TLS, and the wiring of everything else, once."""
