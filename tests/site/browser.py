"""A real browser for tests: headless Chromium, driven over its own pipe, so that no library is needed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


class Browser:
    """One page in one browser."""

    def __init__(self, profile: Path) -> None:
        assert CHROMIUM is not None
        their_input, self._out = os.pipe()
        self._in, their_output = os.pipe()
        command = [
            CHROMIUM,
            "--headless=new",
            "--remote-debugging-pipe",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            f"--user-data-dir={profile}",
            "about:blank",
        ]
        # The browser wants its commands on descriptor 3 and answers on 4.
        redirect = (
            "import os, sys; given, answers = map(os.dup, map(int, sys.argv[1:3]));"
            " os.dup2(given, 3); os.dup2(answers, 4); os.set_inheritable(3, True); os.set_inheritable(4, True);"
            " os.execv(sys.argv[3], sys.argv[3:])"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", redirect, str(their_input), str(their_output), *command],
            pass_fds=(their_input, their_output),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(their_input)
        os.close(their_output)
        self._reader = os.fdopen(self._in, "rb")
        self._last = 0
        self.errors: list[str] = []
        self.requests: list[str] = []
        self._pending: list[dict[str, Any]] = []
        self._session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Accessibility"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the browser's protocol, and its answer."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._last:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        data = bytearray()
        while (byte := self._reader.read(1)) != b"\0":
            assert byte, "the browser has gone"
            data += byte
        message: dict[str, Any] = json.loads(data)
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.errors.append(str(parameters["exceptionDetails"]))
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Page.loadEventFired":
            self._pending.append(message)
        return message

    def open(self, page: Path) -> None:
        """Load a page from its file and wait until it stands."""
        self._pending.clear()
        self.call("Page.navigate", url=page.as_uri())
        self.loaded()

    def loaded(self) -> None:
        """Wait for the page that is being loaded."""
        while not self._pending:
            self._next()
        self._pending.clear()

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression, awaited."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, condition: str) -> None:
        """Until a condition of the page holds."""
        self.run(
            f"new Promise(done => {{ const ask = () => ({condition}) ? done() : setTimeout(ask, 10); ask() }})"
        )

    def press(self, key: str) -> None:
        """A key as a person presses it."""
        text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
        code = {"Enter": 13, "ArrowDown": 40, "ArrowUp": 38, "Escape": 27, "Tab": 9}.get(key, 0)
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def type(self, text: str) -> None:
        """A word, key by key."""
        for character in text:
            self.press(character)

    def emulate(self, **features: str) -> None:
        """Media features such as prefers-color-scheme."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", features=named)

    def close(self) -> None:
        """End the browser."""
        self._process.terminate()
        self._process.wait(timeout=30)
        self._reader.close()
        os.close(self._out)
