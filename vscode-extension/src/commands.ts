/** The commands of the palette. What they say comes from the server; here is only where they take it from. */
import * as vscode from "vscode";
import { chooseProtocol, explain, profile, type Explanation, type Reference } from "./contract.ts";
import type { Excerpts } from "./excerpt.ts";
import { listFailures, summarizeLog } from "./logs.ts";
import { lookUp } from "./lookup.ts";
import type { Preview } from "./preview.ts";
import type { Server } from "./server.ts";

export interface Means {
  readonly server: Server;
  readonly preview: Preview;
  readonly excerpts: Excerpts;
  readonly output: vscode.OutputChannel;
  /** Something is known anew about a document, such as its protocol. */
  readonly refresh: () => void;
}

export function registerCommands(means: Means): vscode.Disposable[] {
  const { server, preview, excerpts, output } = means;
  const commands: Record<string, (argument?: unknown) => unknown> = {
    lookUp: (query) => {
      lookUp(server, preview, typeof query === "string" ? query : "");
    },
    explainSelection: () => explainSelection(means),
    summarizeLog: about((uri) => summarizeLog(server, preview, uri)),
    listFailures: about((uri) => listFailures(server, excerpts, uri)),
    setProtocol: () => setProtocol(means),
    openReference: () => openReference(means),
    restartServer: () => server.restart(),
    showOutput: () => {
      output.show();
    },
  };
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`replycodes.${name}`, run));
}

/** A command about the file that is named, or else about the one that is looked at. */
function about(run: (uri: vscode.Uri) => Promise<void>): (argument?: unknown) => Promise<void> | undefined {
  return (argument) => {
    const uri = argument instanceof vscode.Uri ? argument : activeUri();
    return uri === undefined ? undefined : run(uri);
  };
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
    server.say(vscode.l10n.t("There is no reply code here. Put the caret on one, or select a reply."));
    return;
  }
  await preview.show(page);
}

async function setProtocol({ server, refresh }: Means): Promise<void> {
  const uri = activeUri()?.toString();
  const known = uri === undefined ? undefined : await profile(server, uri);
  if (uri === undefined || known === undefined) {
    server.say(vscode.l10n.t("Open a file first: its protocol is what can be set."));
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
    server.say(vscode.l10n.t("There is no reply code here. Put the caret on one, or select a reply."));
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
