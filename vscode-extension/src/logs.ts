/** Commands about a whole log, also one on disk that the editor gives to no extension. */
import * as vscode from "vscode";
import { failuresOf, summarize, type Follow } from "./contract.ts";
import type { Excerpts } from "./excerpt.ts";
import type { Preview } from "./preview.ts";
import type { Server } from "./server.ts";

/** Counts the replies of a log and shows the page. */
export async function summarizeLog(server: Server, preview: Preview, uri: vscode.Uri): Promise<void> {
  const open = isOpen(uri);
  if (!open && !mayBeRead()) {
    return;
  }
  const title = vscode.l10n.t("Summarizing {0}", nameOf(uri));
  const page = await working(title, (follow) =>
    summarize(server, open ? { uri: uri.toString() } : { path: uri.fsPath }, follow),
  );
  if (page === "cancelled") {
    return;
  }
  if (page === undefined) {
    server.say(vscode.l10n.t("There is no reply code in this file to summarize."));
    return;
  }
  await preview.show(page, vscode.ViewColumn.Active); // its tables want the whole width
}

/** Shows the lines of a file that hold failures. */
export async function listFailures(server: Server, excerpts: Excerpts, uri: vscode.Uri): Promise<void> {
  if (uri.scheme !== "file") {
    server.say(vscode.l10n.t("Save this text as a file first: its lines are read from disk."));
    return;
  }
  if (!mayBeRead()) {
    return;
  }
  const title = vscode.l10n.t("Looking for failures in {0}", nameOf(uri));
  const found = await working(title, (follow) => failuresOf(server, uri.fsPath, follow));
  if (found === "cancelled") {
    return;
  }
  if (found === undefined || found.lines.length === 0) {
    server.say(vscode.l10n.t("There is no failure in {0}.", nameOf(uri)));
    return;
  }
  await excerpts.show(uri, found);
  if (found.lines.length < found.failing) {
    const [shown, all] = [found.lines.length.toLocaleString(), found.failing.toLocaleString()];
    server.say(vscode.l10n.t("Shown are the first {0} of {1} lines with failures.", shown, all));
  }
}

/** Files over 50 MB are shown to people but to no extension; the server then reads the file itself. */
export function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}

/** A file that the editor did not send is read where somebody trusts the folder. */
function mayBeRead(): boolean {
  if (!vscode.workspace.isTrusted) {
    const manage = vscode.l10n.t("Manage Workspace Trust");
    const text = vscode.l10n.t("Reply Codes reads files from disk only in a folder that you trust.");
    void vscode.window.showInformationMessage(text, manage).then((chosen) => {
      if (chosen === manage) {
        void vscode.commands.executeCommand("workbench.trust.manage");
      }
    });
  }
  return vscode.workspace.isTrusted;
}

/** Shows how far the server is, with a button to cancel. */
async function working<Result>(
  title: string,
  run: (follow: Follow) => Promise<Result | undefined>,
): Promise<Result | undefined | "cancelled"> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    let before = 0;
    const tell = (percentage: number): void => {
      progress.report({ increment: percentage - before });
      before = percentage;
    };
    const answer = await run({ tell, token });
    return token.isCancellationRequested ? "cancelled" : answer;
  });
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split("/").at(-1) ?? "";
}
