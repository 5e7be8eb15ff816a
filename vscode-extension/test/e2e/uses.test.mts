/** The three uses of the product, in a real VS Code, with the package that users install. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { keepFailures, openEditor, THEMES, until, type Editor } from "./editor.mts";

for (const [shade, theme] of THEMES) {
  describe(`in a real VS Code, ${shade}`, () => {
    let editor: Editor;
    before(async () => {
      editor = await openEditor({ settings: { "workbench.colorTheme": theme, "replycodes.trace.server": "messages" } });
    });
    after(() => editor.close());
    keepFailures(() => editor);

    it("explains the reply and the enhanced code in a mail log", async () => {
      await editor.view("mail.log");
      const reply = await editor.hover(2, "550 5.1.1");
      await editor.screenshot(`hover-550-${shade}`);
      assert.match(reply, /mailbox unavailable/i);
      assert.match(reply, /permanent/i);
      assert.match(reply, /RFC 5321/);
      const enhanced = await editor.hover(2, "5.1.1 <u@");
      await editor.screenshot(`hover-5.1.1-${shade}`);
      assert.match(enhanced, /bad destination mailbox address/i);
    });

    it("says nothing about a process id, an address, a port and a delay", async () => {
      await editor.view("mail.log");
      for (const text of ["4242", "203.0.113.5", "25, delay", "1.2, delays"]) {
        assert.ok(await editor.hoverShowsNothing(2, text), `${text} has a tooltip`);
      }
      assert.match(await editor.hover(2, "550 5.1.1"), /550/);
    });

    it("explains an FTP reply in a session", async () => {
      await editor.view("ftp-session.txt");
      assert.match(await editor.hover(12, "425"), /data connection/i);
      await editor.screenshot(`hover-ftp-425-${shade}`);
    });

    it("explains an IMAP answer in a trace", async () => {
      await editor.view("imap-trace.txt");
      assert.match(await editor.hover(3, "AUTHENTICATIONFAILED"), /AUTHENTICATIONFAILED/);
      await editor.screenshot(`hover-imap-${shade}`);
      assert.match(await editor.hover(3, "NO ["), /NO/);
    });

    it("warns of an invented code in a mock server's configuration", async () => {
      await editor.view("mock-smtp.yaml");
      await editor.page.locator(".squiggly-warning").first().waitFor();
      assert.match(await editor.hover(9, "599"), /599/);
      await editor.run("Problems: Focus on Problems View");
      await until("the problem to be listed", async () => (await editor.problems()).some((problem) => problem.includes('599')));
      await editor.screenshot(`problem-599-${shade}`);
      const problems = await editor.problems();
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(problems[0] ?? "", /^Warning/i);
      await editor.run("View: Hide Panel");
    });

    it("mends the invented code by a fix that somebody chooses", async () => {
      await editor.view("mock-smtp.yaml");
      await editor.caretAt(9, editor.columnOf(9, "599"));
      const fixes = await editor.quickFixes();
      await editor.screenshot(`quick-fixes-${shade}`);
      const fix = fixes.find((title) => title.startsWith("Replace 599 by 552"));
      assert.ok(fix !== undefined, fixes.join("\n"));
      await editor.takeQuickFix(fix);
      await until("the mended line", async () => (await editor.lines())[8] === "    code: 552");
      await until("the squiggle to go", async () => (await editor.page.locator(".squiggly-warning").count()) === 0);
      await editor.screenshot(`quick-fixed-${shade}`);
    });

    it("takes a code of one's own into .replycodes.yaml by a fix", async () => {
      await editor.page.keyboard.press("Control+z");
      await until("the code as it was", async () => (await editor.lines())[8] === "    code: 599");
      await editor.page.locator(".squiggly-warning").first().waitFor();
      await editor.caretAt(9, editor.columnOf(9, "599"));
      const fix = (await editor.quickFixes()).find((title) => title.includes(".replycodes.yaml"));
      assert.ok(fix !== undefined);
      await editor.takeQuickFix(fix);
      await until("the squiggle to go", async () => (await editor.page.locator(".squiggly-warning").count()) === 0);
      assert.match(await editor.hover(9, "599"), /599/);
      await editor.screenshot(`own-code-${shade}`);
    });

    it("completes codes behind a code key", async () => {
      await editor.view("mock-smtp.yaml");
      await editor.typeAtEndOf(13, "\n  - command: VRFY\n    code: 5");
      const offered = await editor.completions();
      await editor.screenshot(`completion-5-${shade}`);
      for (const code of ["550", "552", "554"]) {
        assert.ok(offered.some((label) => label.startsWith(code)), `${code} is not among ${offered.join(" | ")}`);
      }
    });
  });
}

describe("files that are mail logs by name or by content", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ settings: { "replycodes.trace.server": "messages" } });
  });
  after(() => editor.close());
  keepFailures(() => editor);

  for (const name of ["maillog", "mail.log.1", "mainlog"]) {
    it(name, async () => {
      await editor.view(name);
      assert.match(await editor.hover(2, "550 5.1.1"), /550/);
    });
  }

  it("bounce.eml", async () => {
    await editor.view("bounce.eml");
    assert.match(await editor.hover(21, "5.1.1"), /5\.1\.1/);
    await editor.screenshot("hover-bounce");
  });
});
