/** Shows an explanation or a summary as a page: a read-only Markdown document in the editor's own preview. */
import * as vscode from "vscode";
import type { Explanation } from "./contract.ts";

const SCHEME = "replycodes";
/** Pages that can be open at a time; older ones are forgotten. */
const KEPT = 50;

export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly pages = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.pages.get(uri.toString()) ?? "";
  }

  async show(page: Explanation, column = vscode.ViewColumn.Beside): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${fileName(page.title)}.md` });
    this.keep(uri.toString(), `# ${page.title}\n\n${page.markdown}\n`);
    this.changed.fire(uri);
    const preview = column === vscode.ViewColumn.Beside ? "markdown.showPreviewToSide" : "markdown.showPreview";
    try {
      await vscode.commands.executeCommand(preview, uri);
    } catch {
      // The Markdown preview is an extension of the editor's own that somebody may have turned off.
      await vscode.window.showTextDocument(uri, { viewColumn: column, preview: true });
    }
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  private keep(key: string, text: string): void {
    this.pages.delete(key);
    this.pages.set(key, text);
    const oldest = this.pages.keys().next();
    if (this.pages.size > KEPT && oldest.done !== true) {
      this.pages.delete(oldest.value);
    }
  }
}

/** A title as the name of a tab. */
function fileName(title: string): string {
  return title.replace(/[/\\?#]+/g, " ").trim().slice(0, 80) || "reply";
}
