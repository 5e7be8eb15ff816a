/** The language client: which documents it serves and what it keeps from the server. */
import type { ChildProcess } from "node:child_process";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  WorkDoneProgress,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import { SCHEMES, SECTION } from "./settings.ts";

/** Says nothing by itself: what a person must know, the extension says once and with the remedy. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export function createClient(
  child: ChildProcess,
  output: vscode.LogOutputChannel,
  trace: vscode.LogOutputChannel,
  onClosed: () => void,
): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: SCHEMES.map((scheme) => ({ scheme })),
    outputChannel: output,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: {
      fileEvents: vscode.workspace.createFileSystemWatcher("**/.replycodes.yaml"),
    },
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        onClosed();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    middleware: {
      didOpen: (document, next) => (isOwnOutput(document) ? Promise.resolve() : next(document)),
      didChange: (event, next) => (isOwnOutput(event.document) ? Promise.resolve() : next(event)),
      didClose: (document, next) => (isOwnOutput(document) ? Promise.resolve() : next(document)),
    },
  };
  return new QuietClient(SECTION, "Reply Codes", () => Promise.resolve(child), options);
}

/** Hears how far a command is, which the server tells under the token. */
export function followProgress(client: LanguageClient, token: string, tell: (percentage: number) => void): vscode.Disposable {
  return client.onProgress(WorkDoneProgress.type, token, (value) => {
    if (value.kind === "report" && value.percentage !== undefined) {
      tell(value.percentage);
    }
  });
}

/** A trace written to the output is a change of that output: sent to the server it would never come to an end. */
function isOwnOutput(document: vscode.TextDocument): boolean {
  return document.uri.scheme === "output" && document.uri.path.includes("replycodes");
}
