"""Conversations over WebSockets with the user's own media servers, sans-IO."""
