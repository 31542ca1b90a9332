"""Notepad: a chat platform that exists for the tests alone, and shows how one is added. See docs/extending.md.

People of a book write notes on its pads, in threads; some notes only one person sees. It sends events as JSON, and takes JSON.
"""
