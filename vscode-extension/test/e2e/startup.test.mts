/** Nobody is left alone: each way in which the server may not start, or ends, is said once and with the remedy. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, describe, it } from "node:test";
import { keepFailures, openEditor, until, type Editor } from "./editor.mts";

const REAL_PYTHON = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();

describe("a machine without Python", () => {
  let editor: Editor;
  let tools: string;
  before(async () => {
    tools = mkdtempSync(path.join(tmpdir(), "replycodes-tools-"));
    editor = await openEditor({ env: { PATH: tools } });
  });
  after(async () => {
    await editor.close();
    rmSync(tools, { recursive: true });
  });
  keepFailures(() => editor);

  it("gives one message, and its button leads to the setting", async () => {
    await editor.openFile("mail.log");
    const messages = editor.notifications();
    await messages.first().waitFor();
    await editor.screenshot("no-python");
    assert.equal(await messages.count(), 1);
    assert.match(await messages.first().innerText(), /Python 3\.10 or newer and found none/);
    await editor.page.locator(".notifications-toasts .monaco-button", { hasText: "Choose Interpreter" }).click();
    await editor.page.locator(".setting-item-label").filter({ hasText: "Interpreter" }).waitFor();
    await editor.screenshot("setting-interpreter");
    await editor.page.keyboard.press("Escape"); // settings open over the window
  });

  it("says that the Python of the setting is too old", async () => {
    const old = path.join(tools, "old-python");
    writeFileSync(old, "#!/bin/sh\nprintf 3.8\n");
    chmodSync(old, 0o755);
    editor.changeMachineSettings({ "replycodes.interpreter": old });
    await editor.notifications().filter({ hasText: "is Python 3.8" }).waitFor();
    await editor.screenshot("old-python");
  });

  it("says that the setting names no program that can be run", async () => {
    editor.changeMachineSettings({ "replycodes.interpreter": "/nowhere/python3" });
    await editor.notifications().filter({ hasText: "cannot run /nowhere/python3" }).waitFor();
  });

  it("starts as soon as the setting names a good one, without a reload", async () => {
    await editor.run("Notifications: Clear All Notifications");
    editor.changeMachineSettings({ "replycodes.interpreter": REAL_PYTHON });
    await editor.view("mail.log");
    assert.match(await editor.hover(2, "550 5.1.1"), /mailbox unavailable/i);
    assert.equal(await editor.notifications().count(), 0);
  });
});

describe("a server that ends", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor.close());
  keepFailures(() => editor);

  it("comes back by itself without a word", async () => {
    await editor.view("mail.log");
    editor.killServer();
    await until("another start", () => Promise.resolve(editor.starts() === 2));
    assert.match(await editor.hover(2, "550 5.1.1"), /mailbox unavailable/i);
    assert.equal(await editor.notifications().count(), 0);
  });

  it("that ends again and again is given up with one message, and comes back when asked", async () => {
    for (let starts = 2; starts < 5; starts++) {
      editor.killServer();
      await until("another start", () => Promise.resolve(editor.starts() === starts + 1));
    }
    editor.killServer();
    const message = editor.notifications().filter({ hasText: "five times in three minutes" });
    await message.waitFor();
    await editor.screenshot("given-up");
    assert.equal(await editor.notifications().count(), 1);
    await editor.page.locator(".notifications-toasts .monaco-button", { hasText: "Try Again" }).click();
    await until("another start", () => Promise.resolve(editor.starts() === 6));
  });

  it("is restarted by its command", async () => {
    await editor.run("Reply Codes: Restart Server");
    await until("another start", () => Promise.resolve(editor.starts() === 7));
    assert.match(await editor.hover(2, "550 5.1.1"), /mailbox unavailable/i);
  });

  it("and cannot start, because its files are broken, says why", async () => {
    const module = path.join(editor.extensionFolder(), "bundled", "libs", "pygls", "__init__.py");
    writeFileSync(module, `raise ImportError("half a file")\n${readFileSync(module, "utf8")}`);
    rmSync(editor.byteCodeFolder(), { recursive: true, force: true });
    await editor.run("Reply Codes: Restart Server");
    await editor.notifications().filter({ hasText: "did not start: ImportError: half a file" }).waitFor();
    await editor.run("Notifications: Clear All Notifications");
    const bundle = path.join(editor.extensionFolder(), "bundled");
    renameSync(bundle, `${bundle}.gone`);
    await editor.run("Reply Codes: Restart Server");
    await editor.notifications().filter({ hasText: "Install the extension again" }).waitFor();
    await editor.screenshot("broken-bundle");
  });
});
