/** Wiring: what runs when, and nothing else. */
import * as vscode from "vscode";
import { registerCommands } from "./commands.ts";
import { earlyHovers } from "./early.ts";
import { Excerpts } from "./excerpt.ts";
import { watchLargeFiles } from "./largeFiles.ts";
import { Preview } from "./preview.ts";
import { Server } from "./server.ts";
import { changesServer } from "./settings.ts";
import { Status } from "./status.ts";
import { terminalLinks } from "./terminal.ts";

let stopServer: () => Promise<void> = () => Promise.resolve();

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("Reply Codes", { log: true });
  const server = new Server(context, output);
  stopServer = () => server.stop();
  // Not awaited: the editor need not wait for a process. First of all, since the process takes the longest.
  void server.start();
  const preview = new Preview();
  const excerpts = new Excerpts();
  const status = new Status(server);
  context.subscriptions.push(
    output,
    server,
    earlyHovers(server),
    preview,
    excerpts,
    status,
    ...registerCommands({ server, preview, excerpts, output, refresh: () => void status.refresh() }),
    vscode.window.registerTerminalLinkProvider(terminalLinks(server, preview)),
    watchLargeFiles(),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (changesServer(event)) {
        void server.restart();
      }
    }),
  );
}

export function deactivate(): Promise<void> {
  return stopServer();
}
