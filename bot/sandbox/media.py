"""What people send besides text, as Bot API fields; no bytes exist behind the file ids."""

from bot.sandbox.model import Json

_DOCUMENT = "sandbox-document-"


def _file(kind: str) -> Json:

    return {"file_id": f"sandbox-{kind}", "file_unique_id": kind, "file_size": 1024}


def document(file_name: str, mime_type: str = "application/octet-stream") -> Json:
    """Return a file with its name, which its file id tells."""
    named = {"file_id": _DOCUMENT + file_name.encode().hex(), "file_name": file_name}
    return {"document": {**_file("document"), **named, "mime_type": mime_type}}


def document_again(file_id: str) -> Json | None:
    """Return the file that a file id names; None for what is no id of a document."""
    try:
        return document(bytes.fromhex(file_id.removeprefix(_DOCUMENT)).decode())
    except ValueError:
        return None


def photo() -> Json:
    """Return a photo in one size."""
    return {"photo": [{**_file("photo"), "width": 800, "height": 600}]}


def video(duration: int = 10) -> Json:
    """Return a video of so many seconds."""
    return {"video": {**_file("video"), "width": 640, "height": 480, "duration": duration}}


def voice(duration: int = 5) -> Json:
    """Return a voice message of so many seconds."""
    return {"voice": {**_file("voice"), "duration": duration, "mime_type": "audio/ogg"}}


def sticker(emoji: str = "\N{THUMBS UP SIGN}") -> Json:
    """Return a sticker."""
    size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**_file("sticker"), "type": "regular", "emoji": emoji, **size}}


def location(latitude: float, longitude: float) -> Json:
    """Return a point on the map, in degrees."""
    return {"location": {"latitude": latitude, "longitude": longitude}}


def contact(phone_number: str, first_name: str) -> Json:
    """Return somebody's card."""
    return {"contact": {"phone_number": phone_number, "first_name": first_name}}


def poll(question: str, *options: str) -> Json:
    """Return an open anonymous poll nobody has voted in."""
    choices = [
        {"persistent_id": str(number), "text": option, "voter_count": 0}
        for number, option in enumerate(options)
    ]
    return {
        "poll": {
            "id": "1",
            "question": question,
            "options": choices,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    }
