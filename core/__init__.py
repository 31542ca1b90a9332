"""The domain of Waypost: what the responsibilities are, which one a request belongs to, and who owns it.

Nothing here knows a chat platform, not even by name, or a web server.
"""
