/** The settings that the extension itself reads; the server asks for the rest. */
import * as os from "node:os";
import * as vscode from "vscode";
import { expandPath } from "./interpreter.ts";

export const SECTION = "replycodes";

/** Excerpts of files that no extension is given; see excerpt.ts. */
export const EXCERPT_SCHEME = "replycodes-excerpt";

/** Where documents lie that are served. Not by language: `mail.log.1` is plain text, as is half of what people read. */
export const SCHEMES = ["file", "untitled", "output", "vscode-remote", EXCERPT_SCHEME];

/** A setting that names a program. In a folder that is not trusted VS Code leaves the folder's own value out. */
export function programSetting(name: "interpreter" | "server.path"): string | undefined {
  const written = vscode.workspace.getConfiguration(SECTION).get<string>(name) ?? "";
  return expandPath(written, {
    home: os.homedir(),
    workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    env: process.env,
  });
}

/** Whether a change of settings asks for another server process. */
export function changesServer(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(`${SECTION}.interpreter`) || event.affectsConfiguration(`${SECTION}.server.path`);
}

/** Opens the settings where this one can be changed: a program's path belongs to the machine that runs it. */
export async function openSetting(name: string): Promise<void> {
  const query = `${SECTION}.${name}`;
  const command = vscode.env.remoteName === undefined ? "openSettings" : "openRemoteSettings";
  await vscode.commands.executeCommand(`workbench.action.${command}`, { query });
}
