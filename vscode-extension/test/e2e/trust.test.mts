/** A folder from a stranger: its settings choose no program until somebody trusts it, and all else works meanwhile. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, describe, it } from "node:test";
import { keepFailures, openEditor, until, type Editor } from "./editor.mts";

for (const setting of ["replycodes.interpreter", "replycodes.server.path"]) {
  describe(`a folder that is not trusted, with ${setting}`, () => {
    let editor: Editor;
    let folder: string;
    const proof = () => path.join(folder, "it-ran");
    before(async () => {
      folder = mkdtempSync(path.join(tmpdir(), "replycodes-stranger-"));
      const program = path.join(folder, "program");
      writeFileSync(program, `#!/bin/sh\ntouch '${proof()}'\nexit 1\n`, { mode: 0o755 });
      editor = await openEditor({
        settings: {
          "security.workspace.trust.enabled": true,
          "security.workspace.trust.startupPrompt": "never",
          "security.workspace.trust.banner": "never",
        },
        files: { ".vscode/settings.json": JSON.stringify({ [setting]: program }) },
      });
    });
    after(async () => {
      await editor.close();
      rmSync(folder, { recursive: true });
    });
    keepFailures(() => editor);

    it("has tooltips, and its program is not run", async () => {
      await editor.openFile("mail.log");
      const trust = editor.page.locator("text=/Restricted Mode/").first();
      await trust.waitFor();
      await editor.view("mail.log");
      assert.match(await editor.hover(2, "550 5.1.1"), /mailbox unavailable/i);
      await editor.screenshot(`untrusted-${setting}`);
      assert.ok(!existsSync(proof()), "the folder's program was run");
    });

    it("reads no file from disk", async () => {
      await editor.run("Reply Codes: List Failures in This Log");
      await editor.notifications().filter({ hasText: "only in a folder that you trust" }).waitFor();
      await editor.screenshot("untrusted-disk");
      await editor.run("Notifications: Clear All Notifications");
    });

    it("is believed as soon as somebody trusts it", async () => {
      await editor.run("Workspaces: Manage Workspace Trust");
      await editor.page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ }).first().click();
      await until("the folder's program to run", () => Promise.resolve(existsSync(proof())));
    });
  });
}
