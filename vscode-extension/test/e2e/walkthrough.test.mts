/** The walkthrough that a new user is shown, step by step. */
import { after, before, describe, it } from "node:test";
import { keepFailures, openEditor, THEMES, until, type Editor } from "./editor.mts";

for (const [shade, theme] of THEMES) {
  describe(`the walkthrough, ${shade}`, () => {
    let editor: Editor;
    before(async () => {
      editor = await openEditor({ settings: { "workbench.colorTheme": theme } });
    });
    after(() => editor.close());
    keepFailures(() => editor);

    it("shows each step with its picture", async () => {
      await editor.run("Welcome: Open Walkthrough...");
      const row = editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "Read reply codes in mail and FTP logs" });
      await row.first().click();
      const steps = editor.page.locator(".gettingStartedContainer .getting-started-step");
      await until("the steps", async () => (await steps.count()) === 4);
      await editor.run("View: Toggle Primary Side Bar Visibility");
      for (const [number, title] of ["Hover a code in a log", "Look up a code or a symptom", "Write replies that exist", "Python"].entries()) {
        await steps.filter({ hasText: title }).first().click();
        await until("the picture", async () =>
          (await editor.page.evaluate("document.querySelector('.getting-started-media img')?.naturalWidth > 0")) === true);
        await editor.screenshot(`walkthrough-${number + 1}-${shade}`);
      }
    });

    it("leads to the command that it tells of", async () => {
      await editor.page.locator(".getting-started-step", { hasText: "Look up a code or a symptom" }).first().click();
      await editor.page.locator(".getting-started-step.expanded .monaco-button", { hasText: "Look Up Code..." }).first().click();
      await editor.quickInput().waitFor();
      await editor.page.locator(".quick-input-list .monaco-list-row").first().waitFor();
      await editor.screenshot(`walkthrough-look-up-${shade}`);
    });
  });
}
