/** The lines of a file that hold failures, as a document of its own in which tooltips work; each leads to its place. */
import * as vscode from "vscode";
import type { Failures } from "./contract.ts";
import { EXCERPT_SCHEME } from "./settings.ts";

/** Where a line of syslog has its time: three words. */
const BEGINNING = /^\s*\S+(?:\s+\S+){0,2}/;
/** Excerpts that can be open at a time; older ones are forgotten. */
const KEPT = 10;

interface Excerpt {
  readonly file: vscode.Uri;
  readonly lines: Failures["lines"];
}

export class Excerpts implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly excerpts = new Map<string, Excerpt>();
  private readonly registrations = [
    vscode.workspace.registerTextDocumentContentProvider(EXCERPT_SCHEME, this),
    vscode.languages.registerDocumentLinkProvider({ scheme: EXCERPT_SCHEME }, this),
  ];

  async show(file: vscode.Uri, { lines }: Failures): Promise<void> {
    const name = vscode.l10n.t("Failures in {0}", file.path.split("/").at(-1) ?? "");
    const uri = vscode.Uri.from({ scheme: EXCERPT_SCHEME, path: `/${name}`, query: file.toString() });
    this.keep(uri.toString(), { file, lines });
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, "log");
    await vscode.window.showTextDocument(document, { preview: false });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (this.excerpts.get(uri.toString())?.lines ?? []).map(({ text }) => `${text}\n`).join("");
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const excerpt = this.excerpts.get(document.uri.toString());
    return (excerpt?.lines ?? []).map(({ line, column, text }, index) => {
      const range = new vscode.Range(index, 0, index, BEGINNING.exec(text)?.[0].length ?? 0);
      const link = new vscode.DocumentLink(range, excerpt?.file.with({ fragment: `L${line + 1},${column + 1}` }));
      link.tooltip = vscode.l10n.t("Go to line {0}", line + 1);
      return link;
    });
  }

  dispose(): void {
    vscode.Disposable.from(...this.registrations, this.changed).dispose();
  }

  private keep(key: string, excerpt: Excerpt): void {
    this.excerpts.delete(key);
    this.excerpts.set(key, excerpt);
    const oldest = this.excerpts.keys().next();
    if (this.excerpts.size > KEPT && oldest.done !== true) {
      this.excerpts.delete(oldest.value);
    }
  }
}
