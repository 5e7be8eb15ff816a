/** Takes the pictures of README and walkthrough from the real thing: make gallery. */
import * as path from "node:path";
import { openEditor } from "./editor.mts";

const IMAGES = path.join(import.meta.dirname, "..", "..", "images");

const editor = await openEditor({
  settings: {
    "breadcrumbs.enabled": false,
    "editor.wordWrap": "on",
    "workbench.activityBar.location": "hidden",
    "workbench.colorTheme": "Default Light Modern",
    "workbench.layoutControl.enabled": false,
    "workbench.statusBar.visible": true,
  },
});
const shoot = (name: string, height: number) =>
  editor.page.screenshot({ path: path.join(IMAGES, `${name}.png`), clip: { x: 0, y: 0, width: 1080, height } });
try {
  await editor.page.setViewportSize({ width: 1080, height: 560 });
  await editor.view("mail.log");
  await editor.run("View: Toggle Primary Side Bar Visibility");
  await editor.hover(2, "550 5.1.1");
  await editor.atRest();
  await shoot("hover", 356);

  await editor.run("Reply Codes: Look Up Code...");
  await editor.quickInput().fill("mailbox full");
  await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "OVERQUOTA" }).waitFor();
  await editor.atRest();
  await shoot("look-up", 308);
  await editor.page.keyboard.press("Escape");

  await editor.run("Reply Codes: Summarize This Log");
  await editor.previewText(/Summary of mail\.log/);
  await editor.atRest();
  await shoot("summary", 528);

  await editor.run("View: Close All Editors");
  await editor.run("View: Toggle Primary Side Bar Visibility");
  await editor.openFile("mock-smtp.yaml");
  await editor.run("View: Toggle Primary Side Bar Visibility");
  await editor.page.locator(".squiggly-warning").first().waitFor();
  await editor.hover(9, "599");
  await editor.atRest();
  await shoot("problem", 356);
} finally {
  await editor.close();
}
