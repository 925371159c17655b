"""Whom single submissions of the tests go to."""

URL = "https://m.5c.com.cn"
NUMBERS = ("13800138000", "13900139000", "13700137000")
