/** A tooltip that somebody asks for while the server is still starting comes when the server is there, not never. */
import * as vscode from "vscode";
import type { Server } from "./server.ts";
import { SCHEMES } from "./settings.ts";

export function earlyHovers(server: Server): vscode.Disposable {
  let registration: vscode.Disposable | undefined;
  const follow = (): void => {
    if (server.state === "starting") {
      registration ??= vscode.languages.registerHoverProvider(
        SCHEMES.map((scheme) => ({ scheme })),
        { provideHover: (document, position, token) => server.hover(document, position, token) },
      );
    } else {
      // From here on the client's own provider answers.
      registration?.dispose();
      registration = undefined;
    }
  };
  follow();
  return vscode.Disposable.from(server.onDidChangeState(follow), new vscode.Disposable(() => void registration?.dispose()));
}
