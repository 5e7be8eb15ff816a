/** How long things take in a real VS Code. Printed and never judged here: the machine may be busy with other things. */
import { after, before, describe, it } from "node:test";
import { openEditor, until, type Editor } from "./editor.mts";

describe("a cold start of the editor", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
    await editor.view("mail.log"); // once, so that Python has compiled the server as on any day but the first
    await editor.reopen();
  });
  after(() => editor.close());

  it("until the first tooltip", async (t) => {
    const begin = performance.now();
    await editor.openFile("ftp-session.txt");
    const opened = performance.now();
    // At the line's very beginning, so that nothing has to be scrolled; a person moves the mouse while waiting.
    const line = editor.page.locator(".editor-group-container.active .view-line", { hasText: /^220/ });
    const place = await line.boundingBox();
    let moves = 0;
    await until("the first tooltip", async () => {
      await editor.page.mouse.move((place?.x ?? 0) + 8 + (++moves % 2), (place?.y ?? 0) + 9);
      return editor.appears(editor.shownHover(), 700);
    });
    t.diagnostic(`file opened after ${ms(opened - begin)}, first tooltip ${ms(performance.now() - opened)} later`);
    const ready = /ready after (\d+ ms)/.exec(editor.serverTrace().split("Starting").at(-1) ?? "")?.[1];
    t.diagnostic(`the server was ready ${ready ?? "?"} after its start`);
  });

  it("of which activation of the extension", async (t) => {
    await editor.run("Developer: Show Running Extensions");
    const row = editor.page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: "Reply Codes" });
    await row.waitFor();
    await until("its activation time", async () => /\d+ms/.test(await row.innerText()));
    t.diagnostic((await row.innerText()).replace(/\s+/g, " "));
    await editor.screenshot("running-extensions");
  });
});

function ms(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}
