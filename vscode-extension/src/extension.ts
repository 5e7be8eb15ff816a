/** Wiring: what runs when, and nothing else. */
import * as vscode from "vscode";
import { Server } from "./server.ts";
import { changesServer } from "./settings.ts";

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("Reply Codes", { log: true });
  const server = new Server(context, output);
  stopServer = () => server.stop();
  context.subscriptions.push(
    output,
    server,
    vscode.commands.registerCommand("replycodes.restartServer", () => server.restart()),
    vscode.commands.registerCommand("replycodes.showOutput", () => {
      output.show();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (changesServer(event)) {
        void server.restart();
      }
    }),
  );
  // Not awaited: the editor need not wait for a process.
  void server.start();
}

let stopServer: () => Promise<void> = () => Promise.resolve();

export function deactivate(): Promise<void> {
  return stopServer();
}
