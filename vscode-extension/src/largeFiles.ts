/** VS Code shows files over 50 MB to no extension. Instead of silence: what can be done with one, said once a file. */
import * as vscode from "vscode";
import { isOpen } from "./logs.ts";

const LIMIT = 50 * 1024 * 1024;

export function watchLargeFiles(): vscode.Disposable {
  const told = new Set<string>();
  const look = async (): Promise<void> => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (!(input instanceof vscode.TabInputText) || input.uri.scheme !== "file" || isOpen(input.uri)) {
      return;
    }
    const { uri } = input;
    if (told.has(uri.toString()) || !(await isLarge(uri))) {
      return;
    }
    told.add(uri.toString());
    await offer(uri);
  };
  void look();
  return vscode.window.tabGroups.onDidChangeTabs(() => void look());
}

async function isLarge(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).size > LIMIT;
  } catch {
    return false;
  }
}

async function offer(uri: vscode.Uri): Promise<void> {
  const summarize = { title: vscode.l10n.t("Summarize This Log"), command: "replycodes.summarizeLog" };
  const list = { title: vscode.l10n.t("List Failures"), command: "replycodes.listFailures" };
  const text = vscode.l10n.t(
    "{0} is larger than 50 MB: VS Code gives it to no extension, so codes have no tooltips here. Reply Codes can still summarize it and list its failures.",
    uri.path.split("/").at(-1) ?? "",
  );
  const chosen = await vscode.window.showInformationMessage(text, summarize, list);
  if (chosen !== undefined) {
    await vscode.commands.executeCommand(chosen.command, uri);
  }
}
