"""A headless Chromium, talked to over the DevTools protocol on a pair of pipes.

Needs nothing but Chromium itself. What a page logs, throws or asks the network for is kept in `Page.trouble` and
`Page.requests`.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ABSENT = "Chromium is not installed (Debian: apt-get install chromium)"
FLAGS = [
    "--headless",
    "--no-sandbox",  # none is to be had as root, and the pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
]
PATIENCE = 60  # seconds for one answer; a machine that is shared may be slow


class Browser:
    """A running Chromium; ends with the `with` block."""

    def __enter__(self) -> Browser:
        assert CHROMIUM, ABSENT
        self.profile = tempfile.mkdtemp(prefix="jdtool-chromium-")
        command_out, self.commands = os.pipe()
        self.answers, answer_in = os.pipe()
        # Chromium reads its commands from file 3 and answers on file 4.
        redirected = f'exec "$@" 3<&{command_out} 4>&{answer_in}'
        self.process = subprocess.Popen(
            ["bash", "-c", redirected, "bash", CHROMIUM, *FLAGS, f"--user-data-dir={self.profile}", "about:blank"],
            pass_fds=(command_out, answer_in),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(command_out)
        os.close(answer_in)
        self.numbers = itertools.count(1)
        self.unread = b""
        self.events: list[dict[str, Any]] = []
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except (OSError, TimeoutError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.commands)
        os.close(self.answers)
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """The answer to a command; events that come before it are kept."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self.receive(deadline)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def receive(self, deadline: float) -> dict[str, Any]:
        """The next message."""
        while b"\0" not in self.unread:
            ready, _, _ = select.select([self.answers], [], [], max(0, deadline - time.monotonic()))
            piece = os.read(self.answers, 1 << 20) if ready else b""
            if not piece:
                raise TimeoutError("Chromium does not answer" if not ready else "Chromium has ended")
            self.unread += piece
        message, _, self.unread = self.unread.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    @contextmanager
    def open(self, path: Path, width: int = 1280, height: int = 900, **settings: Any) -> Iterator[Page]:
        """The file, shown in a window of this size; see `Page.show` for the settings."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.call(f"{domain}.enable")
        try:
            page.show(path, width, height, **settings)
            yield page
        finally:
            self.call("Target.closeTarget", targetId=target)


class Page:
    """A page in the browser."""

    def __init__(self, browser: Browser, session: str) -> None:
        self.browser = browser
        self.session = session

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self.browser.call(method, self.session, **parameters)

    def show(
        self, path: Path, width: int, height: int, dark: bool = False, scripts: bool = True, scale: float = 1
    ) -> None:
        """Load the file, in light or dark, with or without scripts."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.scripts = scripts
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.call("Page.navigate", url=path.resolve().as_uri())
        self.wait_for("Page.loadEventFired")

    def wait_for(self, method: str) -> None:
        """Until this event has come."""
        deadline = time.monotonic() + PATIENCE
        while not self.heard(method):
            self.browser.events.append(self.browser.receive(deadline))

    def heard(self, *methods: str) -> list[dict[str, Any]]:
        """What this page has reported so far under these names."""
        return [
            event["params"]
            for event in self.browser.events
            if event.get("sessionId") == self.session and event["method"] in methods
        ]

    @property
    def trouble(self) -> list[dict[str, Any]]:
        """All that stands in the console, and all that was thrown."""
        self.run("0")  # what was reported before this answer is here
        return self.heard("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")

    @property
    def requests(self) -> list[str]:
        """The addresses that were asked for, the page's own first."""
        self.run("0")
        return [event["request"]["url"] for event in self.heard("Network.requestWillBeSent")]

    def run(self, code: str) -> Any:
        """The value of an expression in the page, also where the page's own scripts are off."""
        done = self.call("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def find(self, selector: str, code: str) -> Any:
        """The value of an expression over `all`, the elements that match the selector."""
        return self.run(f"(all => {code})([...document.querySelectorAll({json.dumps(selector)})])")

    def click(self, selector: str, number: int = 0) -> None:
        """A click of the mouse into the middle of the element, brought into sight first."""
        box = self.find(
            selector,
            f"(all[{number}].scrollIntoView({{block: 'center', inline: 'center', behavior: 'instant'}}),"
            f" (b => [b.x + b.width / 2, b.y + b.height / 2])(all[{number}].getClientRects()[0]))",
        )
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)
        self.settle()

    def press(self, key: str, number: int, text: str = "") -> None:
        """A key, down and up."""
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=number, text=text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=number)
        self.settle()

    def type(self, text: str) -> None:
        """Text into what has the focus."""
        self.call("Input.insertText", text=text)
        self.settle()

    def settle(self) -> None:
        """Until two frames are drawn; without scripts nothing can be waited for, and nothing has to be."""
        if self.scripts:
            self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))")

    def screenshot(self, whole: bool = False) -> bytes:
        """A PNG of the window, or of the whole page."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"])

    def print(self) -> bytes:
        """A PDF of the page as it would be printed on A4."""
        size = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True, "printBackground": True}
        return base64.b64decode(self.call("Page.printToPDF", **size)["data"])
