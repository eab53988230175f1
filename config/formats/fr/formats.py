"""French: "29 mars 2013, 14:05"."""

DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "j N Y"
