"""Signing in at the desk: password, then passkey or code; passkey alone; throttled and on record.

django-allauth does the second factor, passkeys and the list of sessions; the words, the pages, the
throttle and the record are ours.
"""
