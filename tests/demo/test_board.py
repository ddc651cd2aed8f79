"""The board beside the demo's chat, on the same address and behind the same guard."""

import re
from pathlib import Path

from tests.demo.kit import Visitor, visit


def test_the_link_opens_the_board_of_the_town(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        async with town.session.get(f"{town.root}/board/") as outside:
            assert outside.status == 403
            assert "发「网页」" in await outside.text()
        await town.do("office", "post", chat=town.town.stage.keys["office"].id, text="网页")
        found = re.search(rf"{town.root}(/board/enter/\S+)", town.card("office"))
        assert found
        ours = {"Origin": town.root}
        async with town.session.post(town.root + found[1], headers=ours, data=b"") as refused:
            assert refused.status == 400
        form = {**ours, "Content-Type": "application/x-www-form-urlencoded"}
        async with town.session.post(
            town.root + found[1], headers=form, allow_redirects=False
        ) as entered:
            assert entered.headers["Location"] == "/board/"
            mine = {"Cookie": entered.headers["Set-Cookie"].partition(";")[0]}
        async with town.session.get(f"{town.root}/board/", headers=mine) as page:
            assert "党政办周敏" in await page.text()
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        evil = {**form, "Origin": "https://evil.example"}
        async with town.session.post(f"{town.root}/board/leave", headers=evil) as refused:
            assert refused.status == 403
        await town.move("morning")
        async with town.session.get(f"{town.root}/board/", headers=mine) as anew:
            assert anew.status == 403

    visit(tmp_path, story)
