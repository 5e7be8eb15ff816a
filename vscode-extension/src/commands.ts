/** The commands of the palette. What they say comes from the server; here is only where they take it from. */
import * as vscode from "vscode";
import { chooseProtocol, explain, profile, summarize, type Explanation, type Reference } from "./contract.ts";
import { lookUp } from "./lookup.ts";
import type { Preview } from "./preview.ts";
import type { Server } from "./server.ts";

export interface Means {
  readonly server: Server;
  readonly preview: Preview;
  readonly output: vscode.OutputChannel;
  /** Something is known anew about a document, such as its protocol. */
  readonly refresh: () => void;
}

export function registerCommands(means: Means): vscode.Disposable[] {
  const { server, preview, output } = means;
  const commands: Record<string, (argument?: unknown) => unknown> = {
    lookUp: (query) => {
      lookUp(server, preview, typeof query === "string" ? query : "");
    },
    explainSelection: () => explainSelection(means),
    summarizeLog: (uri) => summarizeLog(means, uri instanceof vscode.Uri ? uri : undefined),
    setProtocol: () => setProtocol(means),
    openReference: () => openReference(means),
    restartServer: () => server.restart(),
    showOutput: () => {
      output.show();
    },
  };
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`replycodes.${name}`, run));
}

/** What the person looks at: the selection, or with none the place of the caret. */
async function explainHere(server: Server): Promise<Explanation | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return undefined;
  }
  const uri = editor.document.uri.toString();
  const { selection } = editor;
  return selection.isEmpty
    ? explain(server, { uri, position: selection.active })
    : explain(server, { uri, range: { start: selection.start, end: selection.end } });
}

async function explainSelection({ server, preview }: Means): Promise<void> {
  const page = await explainHere(server);
  if (page === undefined) {
    say(server, vscode.l10n.t("There is no reply code here. Put the caret on one, or select a reply."));
    return;
  }
  await preview.show(page);
}

async function summarizeLog({ server, preview }: Means, chosen: vscode.Uri | undefined): Promise<void> {
  const uri = chosen ?? activeUri();
  if (uri === undefined) {
    return;
  }
  const title = vscode.l10n.t("Summarizing {0}", uri.path.split("/").at(-1) ?? "");
  const page = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    summarize(server, isOpen(uri) ? { uri: uri.toString() } : { path: uri.fsPath }),
  );
  if (page === undefined) {
    say(server, vscode.l10n.t("There is no reply code in this file to summarize."));
    return;
  }
  await preview.show(page, vscode.ViewColumn.Active); // its tables want the whole width
}

async function setProtocol({ server, refresh }: Means): Promise<void> {
  const uri = activeUri()?.toString();
  const known = uri === undefined ? undefined : await profile(server, uri);
  if (uri === undefined || known === undefined) {
    say(server, vscode.l10n.t("Open a file first: its protocol is what can be set."));
    return;
  }
  const automatic = { label: vscode.l10n.t("Detect"), description: vscode.l10n.t("by name and content"), protocol: null };
  const items = [
    automatic,
    ...known.protocols.map((protocol) => ({
      label: protocol.toUpperCase(),
      description: known.protocol === protocol ? vscode.l10n.t("now") : "",
      protocol,
    })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Protocol of This File ({0})", known.label),
    placeHolder: vscode.l10n.t("Which protocol do the codes of this file belong to when their line does not say?"),
  });
  if (picked !== undefined) {
    await chooseProtocol(server, uri, picked.protocol);
    refresh();
  }
}

async function openReference({ server }: Means): Promise<void> {
  const page = await explainHere(server);
  const references = page?.references ?? [];
  const chosen = references.length > 1 ? await pickReference(references) : references[0];
  if (chosen !== undefined) {
    await vscode.env.openExternal(vscode.Uri.parse(chosen.url));
  } else if (references.length === 0) {
    say(server, vscode.l10n.t("There is no reply code here. Put the caret on one, or select a reply."));
  }
}

async function pickReference(references: readonly Reference[]): Promise<Reference | undefined> {
  const items = references.map((reference) => ({ label: reference.title, detail: reference.url, reference }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Open Reference") }))?.reference;
}

function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return vscode.window.activeTextEditor?.document.uri ?? (input instanceof vscode.TabInputText ? input.uri : undefined);
}

/** Files over 50 MB are shown to people but to no extension; the server then reads the file itself. */
export function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}

/** While there is no server, why is said already: a second message would be noise. */
function say(server: Server, text: string): void {
  if (server.state === "running") {
    void vscode.window.showInformationMessage(text);
  }
}
