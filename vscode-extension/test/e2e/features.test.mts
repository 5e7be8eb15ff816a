/** Completion, outline, hints and colours in a real VS Code, with the package that users install. */
import { after, before, describe, it } from "node:test";
import { keepFailures, openEditor, THEMES, until, type Editor } from "./editor.mts";

for (const [shade, theme] of THEMES) {
  describe(`what the editor shows, ${shade}`, () => {
    let editor: Editor;
    before(async () => {
      editor = await openEditor({
        settings: { "workbench.colorTheme": theme, "replycodes.trace.server": "messages", "replycodes.inlayHints.enable": "logs",
          "editor.wordWrap": "on", "editor.autoClosingQuotes": "never", "editor.autoClosingBrackets": "never",
        },
      });
    });
    after(() => editor.close());
    keepFailures(() => editor);

    /** Takes the completion whose label is the code. */
    async function accept(code: string): Promise<void> {
      await editor.page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
      const focused = editor.page.locator(".suggest-widget.visible .monaco-list-row.focused");
      await until(`the completion ${code}`, async () => {
        if (new RegExp(`^${code}\\b(?! \\d)`).test((await focused.getAttribute("aria-label").catch(() => "")) ?? "")) {
          return true;
        }
        await editor.page.keyboard.press("ArrowDown");
        return false;
      });
      await editor.page.keyboard.press("Enter");
    }

    async function shows(line: string): Promise<void> {
      await until(`a line that reads ${line}`, async () => (await editor.lines()).some((shown) => shown.trim() === line));
    }

    it("shows the meaning behind codes of a log, and their class in colour", async () => {
      await editor.view("mail.log");
      await until("the hints", async () => (await editor.lines()).some((line) => line.includes("bad destination mailbox address")));
      await editor.screenshot(`hints-and-colours-${shade}`);
    });

    it("outlines a log like a summary", async () => {
      await editor.view("mail.log");
      await editor.run("Explorer: Focus on Outline View");
      const rows = editor.page.locator(".outline-pane .monaco-list-row");
      await until("the outline", async () => (await rows.allInnerTexts()).some((row) => /^Permanent failures: \d/.test(row.trim())));
      await editor.screenshot(`outline-${shade}`);
    });

    it("leads from a code to its entry in the database", async () => {
      await editor.view("mail.log");
      await editor.caretAt(2, editor.columnOf(2, "550 5.1.1"));
      await editor.run("Go to Definition");
      await until("the entry of 550", async () => (await editor.activeLines()).some((line) => line.trim() === '- code: "550"'));
      await editor.screenshot(`definition-${shade}`);
    });

    it("puts a code into YAML", async () => {
      await editor.view("mock-smtp.yaml");
      await editor.typeAtEndOf(13, "\n  - command: VRFY\n    code: 55");
      await accept("550");
      await shows("code: 550");
    });

    it("puts a code into JSON", async () => {
      await editor.view("mock-smtp.json");
      await editor.typeAtEndOf(5, ',\n{"command": "RCPT", "responseCode": 55');
      await accept("550");
      await editor.screenshot(`completion-json-${shade}`);
      await shows('{"command": "RCPT", "responseCode": 550');
    });

    it("puts a code into a string of Python", async () => {
      await editor.view("smtp_handler.py");
      await editor.typeAtEndOf(9, '\nreturn "55');
      await accept("550");
      await editor.screenshot(`completion-python-${shade}`);
      await shows('return "550');
    });
  });
}
