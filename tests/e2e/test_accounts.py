"""Sign in, give a verdict, sign out, in the browser and in both languages."""

import pytest
from playwright.sync_api import Page, expect

from pipelines.accounts.book import Accounts
from pipelines.accounts.roles import Account
from pipelines.ledger.ledger import Ledger
from tests.e2e.conftest import WAIT, Watch, grave, served

pytestmark = pytest.mark.e2e
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
FINDING = "/findings?dataset=demo&rule=R-T3-01"
NOT_RIGHT = "the server responded with a status of 401"  # the browser's own word for it


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Return a ledger with an officer of the simulated county and one of another."""
    url = f"sqlite:///{tmp_path_factory.mktemp('accounts') / 'ledger.sqlite'}"
    book = Accounts(url)
    for name, shown, county in (("wang", "王某", "990101"), ("zhao", "赵某", "110101")):
        book.add(Account(0, name, shown, "officer", (county,)), PASSWORD, by="root")
    book.close()
    return url


@pytest.fixture(scope="module")
def site(shipped, ledger):
    """Serve the store with two workers and these accounts; return the address."""
    ours = {"MINGCHA_STORE": str(shipped), "MINGCHA_LEDGER": ledger}
    with served(ours) as address:
        yield address


@pytest.fixture
def visitor(browser, site):
    """Return a fresh page; it must have stayed at home and been silent but for refusals."""
    context = browser.new_context(base_url=site, viewport={"width": 1440, "height": 900})
    one = context.new_page()
    one.set_default_timeout(WAIT * 1000)
    watch = Watch(one, site)
    yield one
    context.close()
    assert watch.strangers == []
    assert [said for said in watch.errors if NOT_RIGHT not in said] == []


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.fill("#account-name", name)
    page.fill("#account-password", password)
    page.locator(".account-form button").click()


WORDS = {
    "zh": ("登录", "登录后才能认定", "用户名或密码不对", "以 王某 (wang) 的名义记入", "退出登录"),
    "en": (
        *("Sign in", "Sign in to give a verdict", "is not right"),
        *("Entered as 王某 (wang)", "Sign out"),
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sign_in_give_a_verdict_and_sign_out(visitor, ledger, language):
    way_in, closed, wrong, signed, way_out = WORDS[language]
    reason = f"纸质原件无误 {language}"
    visitor.goto(f"{FINDING}&lang={language}")
    visitor.wait_for_selector("main article h1")
    visitor.locator(".grid .message").first.click()
    expect(visitor.locator(".desk-closed")).to_contain_text(closed)
    visitor.locator(".tools a", has_text=way_in).click()
    expect(visitor.locator("h1")).to_have_text(way_in)
    assert grave(visitor) == []
    sign_in(visitor, "wang", "not the password")
    expect(visitor.locator("[role=alert]")).to_contain_text(wrong)
    sign_in(visitor, "wang")
    visitor.wait_for_url("**/findings**")
    expect(visitor.locator(".tools .who")).to_have_text("王某")
    expect(visitor.locator(".desk").first).to_contain_text(signed)
    assert grave(visitor) == []
    visitor.fill(".desk input[name=reason]", reason)
    visitor.locator(".desk button[value=confirmed]").click()
    expect(visitor.locator(".history")).to_contain_text(reason)
    last = Ledger(ledger).decisions()[-1]
    assert (last.body["reason"], last.made_by) == (reason, "王某 (wang)")
    visitor.locator(".tools .who").click()
    expect(visitor.locator("h1")).to_have_text("王某")
    assert grave(visitor) == []
    visitor.locator(".account-out button", has_text=way_out).click()
    expect(visitor.locator("h1")).to_have_text(way_in)
    visitor.goto(f"{FINDING}&lang={language}")
    visitor.locator(".grid .message").first.click()
    expect(visitor.locator(".desk-closed")).to_contain_text(closed)


def test_an_officer_of_another_county_has_no_form(visitor):
    visitor.goto("/login?next=" + FINDING.replace("&", "%26"))
    sign_in(visitor, "zhao")
    visitor.wait_for_url("**/findings**")
    visitor.locator(".grid .message").first.click()
    expect(visitor.locator(".desk-closed")).to_contain_text("不在您负责的县区")
    expect(visitor.locator(".desk button[value=confirmed]")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1024])
def test_the_way_in_fits_every_screen(browser, site, width):
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto("/login?lang=en")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()
