"""The demo: a town's work groups in the browser, the real bot in them, and a clock to turn."""
