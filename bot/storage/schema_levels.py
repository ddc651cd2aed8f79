"""Where events are held now, and what each level wants of a request, as they came with m027."""

LEVELS = ("alter table mention add column venue text",)
