"""The only SQL: one store engine, the schema, and one small file per aggregate."""
