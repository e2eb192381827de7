"""Runs axe-core over pages and takes their pictures; called by page.sh."""

import pathlib
import sys

import axe_core_python
from playwright.sync_api import sync_playwright

AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
PICTURES = pathlib.Path(".build/pages")


def check(browser, page_file, width, scheme):
    """Everything that axe-core calls a violation, with all details open, and whether the page is wider than the window."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(page_file.resolve().as_uri())
    page.screenshot(path=PICTURES / f"{page_file.stem}-{width}-{scheme}.png", full_page=True)
    faults = []
    if page.evaluate("document.documentElement.scrollWidth") > width:
        faults.append("is wider than the window")
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.evaluate(AXE)
    for violation in page.evaluate("axe.run()")["violations"]:
        faults.append(f"{violation['id']}: {violation['nodes'][0]['html'][:120]}")
    context.close()
    return faults


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    bad = 0
    with sync_playwright() as playwright:
        # Only our own files are opened here.
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name in sys.argv[1:]:
            page_file = pathlib.Path(name)
            for width in (360, 768, 1440):
                for scheme in ("light", "dark"):
                    for fault in check(browser, page_file, width, scheme):
                        bad += 1
                        print(f"{name} at {width} px, {scheme}: {fault}")
            page = browser.new_page()
            page.goto(page_file.resolve().as_uri())
            page.pdf(path=PICTURES / f"{page_file.stem}.pdf", format="A4")
            page.close()
        browser.close()
    print(f"page.py: axe-core {'found ' + str(bad) if bad else 'has no'} violations; pictures are in {PICTURES}")
    return 1 if bad else 0


sys.exit(main())
