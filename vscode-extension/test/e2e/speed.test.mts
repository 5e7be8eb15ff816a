/**
 * The first tooltip after a cold start of the editor, as a person waits for it: from the file's text on the screen to
 * the tooltip.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { keepFailures, openEditor, until, type Editor } from "./editor.mts";

const STARTS = 3;
/** Milliseconds. */
const FIRST_TOOLTIP = 2_000;
const ACTIVATION = 100;

/** So many times as long fails: the figures are printed for people, and machines differ; only a broken start is an error. */
const BROKEN = 5;

interface Start {
  /** From the file's text on the screen to the tooltip. */
  readonly tooltip: number;
  /** Of which until the editor turned to the extension at all. */
  readonly untilActivation: number;
  readonly serverReady: number;
}

describe("a cold start of the editor", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
    await editor.view("mail.log"); // once, so that Python has compiled the server as on any day but the first
  });
  after(() => editor.close());
  keepFailures(() => editor);

  it("until the first tooltip", async (t) => {
    const starts: Start[] = [];
    for (let count = 0; count < STARTS; count++) {
      const start = await startAndHover(editor);
      t.diagnostic(
        `first tooltip ${ms(start.tooltip)} after the text was shown; the extension was activated at ` +
          `${ms(start.untilActivation)}, its server ready ${ms(start.serverReady)} after its start`,
      );
      starts.push(start);
    }
    const best = Math.min(...starts.map((start) => start.tooltip));
    const ours = Math.min(...starts.map((start) => start.tooltip - Math.max(0, start.untilActivation)));
    t.diagnostic(`best: ${ms(best)}, since the activation ${ms(ours)}; wanted: ${ms(FIRST_TOOLTIP)}`);
    assert.ok(best < FIRST_TOOLTIP * BROKEN, `the first tooltip took ${ms(best)}`);
  });

  it("of which activation of the extension", async (t) => {
    await editor.run("Developer: Show Running Extensions");
    const row = editor.page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: "Reply Codes" });
    await row.waitFor();
    await until("its activation time", async () => /\d+ms/.test(await row.innerText()));
    const text = (await row.innerText()).replace(/\s+/g, " ");
    t.diagnostic(text);
    await editor.screenshot("running-extensions");
    assert.ok(Number(/(\d+)ms/.exec(text)?.[1]) < ACTIVATION * BROKEN, text);
  });
});

async function startAndHover(editor: Editor): Promise<Start> {
  await editor.reopen();
  await editor.openFile("ftp-session.txt");
  const shown = Date.now();
  // At the line's very beginning, so that nothing has to be scrolled; a person moves the mouse while waiting.
  const line = editor.page.locator(".editor-group-container.active .view-line", { hasText: /^220/ });
  const place = await line.boundingBox();
  let moves = 0;
  await until("the first tooltip", async () => {
    // From digit to digit: where a mouse has once come to rest without an answer the editor does not ask again.
    await editor.page.mouse.move((place?.x ?? 0) + 4 + (++moves % 2) * 12, (place?.y ?? 0) + 9);
    return editor.appears(editor.shownHover().filter({ hasText: "220" }), 450);
  });
  const tooltip = Date.now() - shown;
  const activated = /^(\S+ \S+) .*_doActivateExtension replycodes/m.exec(editor.hostLog())?.[1];
  return {
    tooltip,
    untilActivation: activated === undefined ? NaN : Date.parse(activated.replace(" ", "T")) - shown,
    serverReady: Number(/ready after (\d+) ms/.exec(editor.serverTrace().split("Starting").at(-1) ?? "")?.[1]),
  };
}

function ms(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}
