"""Korean: "2013년 3월 29일 14:05"; Django's own counts hours to twelve."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y년 n월 j일 H:i"
SHORT_DATE_FORMAT = "Y. n. j."
