"""Phones without a browser: they register, call and are called as the official SDK does, over real signaling."""
