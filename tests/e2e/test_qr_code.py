"""The QR code of a view, read again from a picture of it, and what is said where there is none."""

import cv2
import numpy as np
import pytest

from components.downloads.qr_code import code_of

pytestmark = pytest.mark.e2e
VIEW = "/counts?province=36&city=3604&county=360429&y=2020..2024"


def test_a_telephone_reads_the_address_of_a_view(browser):
    link = f"http://mingcha.example.gov.cn:8050{VIEW}"
    page = browser.new_page(viewport={"width": 400, "height": 400})
    page.set_content(code_of(link).decode())
    picture = np.frombuffer(page.screenshot(), np.uint8)
    page.close()
    read, _, _ = cv2.QRCodeDetector().detectAndDecode(cv2.imdecode(picture, cv2.IMREAD_COLOR))
    assert read == link


def test_an_address_of_this_machine_alone_is_a_sentence(page):
    page.goto(VIEW)
    page.click("[data-qr]")
    page.wait_for_function("() => document.querySelector('.qr')?.textContent.includes('这台电脑')")
    page.click("[data-qr]")
    assert page.locator(".qr").count() == 0
