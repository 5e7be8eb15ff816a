/** Each command of the palette, the status item, terminal links and files over VS Code's limit. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { after, before, describe, it } from "node:test";
import { keepFailures, openEditor, THEMES, until, WORKSPACE, type Editor } from "./editor.mts";

for (const [shade, theme] of THEMES) {
  describe(`the commands, ${shade}`, () => {
    let editor: Editor;
    before(async () => {
      editor = await openEditor({ settings: { "workbench.colorTheme": theme, "workbench.editor.enablePreview": false } });
      await editor.view("mail.log");
    });
    after(() => editor.close());
    keepFailures(() => editor);

    it("Look Up Code... searches while somebody types and shows the page", async () => {
      await editor.run("Reply Codes: Look Up Code...");
      const input = editor.quickInput();
      const rows = editor.page.locator(".quick-input-list .monaco-list-row");
      await input.fill("mailbox full");
      await rows.filter({ hasText: "5.2.2" }).first().waitFor();
      await editor.screenshot(`look-up-${shade}`);
      await input.fill("5.7.26");
      await until("the new answer", async () => (await rows.first().innerText()).includes("5.7.26"));
      await editor.page.keyboard.press("Enter");
      assert.match(await editor.previewText(/5\.7\.26/), /Multiple authentication checks failed/i);
      await editor.screenshot(`look-up-page-${shade}`);
    });

    it("Explain Selection explains the place of the caret, and the replies of a selection", async () => {
      await editor.view("mail.log");
      await editor.caretAt(4, editor.columnOf(4, "450 4.7.1"));
      await editor.run("Reply Codes: Explain Selection");
      assert.match(await editor.previewText(/450/), /temporary failure/);
      await editor.screenshot(`explain-place-${shade}`);
      await editor.view("ftp-session.txt");
      await editor.caretAt(1, 1);
      await editor.page.keyboard.press("Control+a");
      await editor.run("Reply Codes: Explain Selection");
      assert.match(await editor.previewText(/425/), /data connection/i);
      await editor.screenshot(`explain-selection-${shade}`);
    });

    it("Explain Selection says when there is nothing to explain", async () => {
      await editor.view("mail.log");
      await editor.caretAt(1, 1);
      await editor.run("Reply Codes: Explain Selection");
      await editor.notifications().filter({ hasText: "no reply code here" }).waitFor();
      await editor.run("Notifications: Clear All Notifications");
    });

    it("Summarize This Log counts by outcome", async () => {
      await editor.view("mail.log");
      await editor.run("Reply Codes: Summarize This Log");
      const page = await editor.previewText(/Summary of mail\.log/);
      await editor.screenshot(`summary-${shade}`);
      assert.match(page, /Permanent failures: 1/);
      assert.match(page, /Temporary failures: 1/);
    });

    it("List Failures in This Log shows its failing lines, which lead to their places", async () => {
      await editor.view("mail.log");
      await editor.run("Reply Codes: List Failures in This Log");
      await editor.activeTab("Failures in mail.log").waitFor();
      await until("the failing lines", async () => (await editor.activeLines()).filter((line) => line !== "").length === 2);
      assert.match(await editor.hoverAt(1, ((await editor.activeLines())[0]?.indexOf("550 5.1.1") ?? 0) + 1), /mailbox unavailable/i);
      await editor.screenshot(`failures-${shade}`);
      await editor.caretAt(1, 1);
      await editor.followFirstLink();
      await editor.activeTab("mail.log").waitFor();
      await editor.activeLine("2").waitFor();
    });

    it("Set Protocol of This File is followed by the status item", async () => {
      await editor.view("ftp-session.txt");
      assert.match(await editor.languageStatus(), /FTP/);
      await editor.screenshot(`status-${shade}`);
      await editor.run("Reply Codes: Set Protocol of This File");
      await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "SMTP" }).waitFor();
      await editor.screenshot(`set-protocol-${shade}`);
      await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "SMTP" }).click();
      await until("the status to follow", async () => (await editor.languageStatus()).includes("SMTP"));
      await until("the tooltip to follow", async () => (await editor.hover(12, "425")).startsWith("SMTP reply 425"));
      await editor.run("Reply Codes: Set Protocol of This File");
      await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "Detect" }).click();
      await until("the tooltip to follow", async () => (await editor.hover(12, "425")).startsWith("FTP reply 425"));
    });

    it("Open Reference offers the sources of the code", async () => {
      await editor.view("mail.log");
      await editor.caretAt(2, editor.columnOf(2, "550 5.1.1"));
      await editor.run("Reply Codes: Open Reference");
      await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "RFC 5321" }).first().waitFor();
      await editor.screenshot(`open-reference-${shade}`);
      await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "RFC 5321" }).first().click();
      const dialog = editor.page.locator(".monaco-dialog-box", { hasText: "rfc" });
      await dialog.waitFor();
      await dialog.locator(".monaco-button", { hasText: "Cancel" }).click();
    });

    it("Show Output shows how the server was started", async () => {
      await editor.run("Reply Codes: Show Output");
      await editor.page.locator(".output-view .view-line", { hasText: "launch.py" }).first().waitFor();
      await editor.screenshot(`output-${shade}`);
      await editor.run("View: Hide Panel");
    });
  });

  describe(`the integrated terminal, ${shade}`, () => {
    let editor: Editor;
    before(async () => {
      editor = await openEditor({ settings: { "workbench.colorTheme": theme } });
    });
    after(() => editor.close());
    keepFailures(() => editor);

    it("links a reply code to its explanation", async () => {
      const marker = "<** 550 5.1.1 User unknown";
      writeFileSync(path.join(editor.workspace, "swaks.txt"), `${marker}\n`);
      await editor.run("Terminal: Create New Terminal");
      await editor.page.locator(".terminal-wrapper .xterm-rows").first().waitFor();
      await editor.page.locator(".terminal-wrapper .xterm-helper-textarea").first().focus();
      await editor.page.keyboard.type("clear; cat swaks.txt\n");
      await until("the link", async () => {
        const [left, top, cell] = await editor.cellsOf(marker);
        if (cell === 0) {
          return false; // it is not there yet, or drawn anew
        }
        const [x, y] = [left + cell * (marker.indexOf("550") + 1.5), top];
        // From another line: the terminal asks for the links of a line once, when the mouse comes to it from elsewhere.
        await editor.page.mouse.move(x, y + 60);
        await editor.page.mouse.move(x, y);
        if (!(await editor.appears(editor.page.locator(".monaco-hover", { hasText: "Explain 550" }), 3_000))) {
          return false;
        }
        await editor.screenshot(`terminal-link-${shade}`);
        await editor.page.keyboard.down("Control");
        await editor.page.mouse.click(x, y);
        await editor.page.keyboard.up("Control");
        // A click while the terminal draws its links anew meets none: then it is made again.
        return editor.appears(editor.page.locator(".tabs-container .tab").first(), 5_000);
      });
      assert.match(await editor.previewText(/550/), /no such mailbox/i);
      await editor.screenshot(`terminal-page-${shade}`);
    });
  });
}

describe("a log over 50 MB", () => {
  let editor: Editor;
  before(async () => {
    const log = readFileSync(path.join(WORKSPACE, "mail.log"), "utf8");
    editor = await openEditor({ files: { "large.log": log.repeat(Math.ceil((52 << 20) / log.length)) } });
  });
  after(() => editor.close());
  keepFailures(() => editor);

  it("is offered a summary instead of silence", async () => {
    await editor.openFile("large.log");
    const message = editor.notifications().filter({ hasText: "larger than 50 MB" });
    await message.waitFor();
    await editor.screenshot("large-file");
    await editor.page.locator(".notifications-toasts .monaco-button", { hasText: "Summarize" }).click();
    assert.match(await editor.previewText(/Summary of large\.log/), /SMTP 550 5\.1\.1/);
    await editor.screenshot("large-summary");
  });

  it("and its failures, with tooltips and links to their places", async () => {
    await editor.run("View: Close All Editors");
    await editor.openFile("large.log");
    await editor.run("Reply Codes: List Failures in This Log");
    await editor.activeTab("Failures in large.log").waitFor();
    await editor.notifications().filter({ hasText: /Shown are the first 10,000 of/ }).waitFor();
    await editor.page.locator(".detected-link").first().waitFor();
    await editor.screenshot("large-failures");
    await editor.followFirstLink();
    await editor.activeTab("large.log").waitFor();
    await editor.activeLine("2").waitFor();
    await editor.screenshot("large-place");
  });
});
