"""The service's role on PostgreSQL with no more than the grants that docs/operations.md lists."""

import re
from dataclasses import replace

import pytest

from pipelines.accounts.book import Accounts
from pipelines.accounts.key import check
from pipelines.accounts.roles import Account
from pipelines.errors import MingchaError
from pipelines.ledger.ledger import Ledger
from pipelines.operations.doctor import FAIL, examined
from pipelines.settings import ROOT

GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody


def test_the_listed_grants_are_enough_to_serve_and_not_to_change_what_was_decided(
    postgresql, environment
):
    name = postgresql.database()
    owner = postgresql.address(name)
    Ledger(owner).upgrade()
    Accounts(owner).add(Account(0, "li", "", "administrator", ()), PASSWORD, by="root")
    postgresql.run("CREATE ROLE mingcha_service LOGIN", name)
    [grants] = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)
    postgresql.run(grants, name)
    service = owner.replace("postgres@", "mingcha_service@")
    ledger, book = Ledger(service), Accounts(service)
    assert ledger.append("filing", "a", {}, by="x") == 1
    token = book.sign_in("li", PASSWORD, "127.0.0.1")
    assert book.of_session(token).name == "li"
    assert book.sign_in("li", "wrong", "127.0.0.1") is None
    book.set_password("li", PASSWORD + "!", by="li")
    book.sign_out(token)
    ledger.belong_to("i" * 32)
    there = replace(environment, ledger=service, secret="s" * 40)
    assert {one.subject for one in examined(there) if one.state == FAIL} <= {"folders"}
    forbidden = ("UPDATE decision SET made_by = 'y'", "DROP TRIGGER decision_no_change ON decision")
    for statement in forbidden:
        with pytest.raises(Exception, match=r"permission denied|must be owner"):
            postgresql.run(f"SET ROLE mingcha_service; {statement}", name)
    with pytest.raises(MingchaError, match="MINGCHA_SECRET"):
        check(replace(there, secret=""))
