"""The table of requests made anew with m018, so that no id of one that was dropped comes back."""

from sqlite_utils import Database

_ID, _NUMBERED = "id integer primary key,", "id integer primary key autoincrement,"


def number_once(db: Database) -> None:
    """Let ids of requests only grow: buttons that people still see name them."""
    table = "select sql from sqlite_master where type = ? and tbl_name = 'request' and sql <> ''"
    ((made,),) = db.conn.execute(table, ["table"]).fetchall()
    indexes = db.conn.execute(table, ["index"]).fetchall()
    # What is generated is not among them.
    fields = ", ".join(row[1] for row in db.conn.execute("pragma table_info(request)").fetchall())
    body = made[made.index("(") :].replace(_ID, _NUMBERED, 1)
    db.conn.execute(f"create table numbered {body}")
    db.conn.execute(f"insert into numbered ({fields}) select {fields} from request")
    db.conn.execute("drop table request")
    db.conn.execute("alter table numbered rename to request")
    for (index,) in indexes:
        db.conn.execute(index)
