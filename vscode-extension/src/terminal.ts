/** Reply codes in the integrated terminal (swaks, telnet, curl, openssl s_client) lead to their explanation. */
import * as vscode from "vscode";
import { explain, scan } from "./contract.ts";
import type { Preview } from "./preview.ts";
import type { Server } from "./server.ts";

interface Link extends vscode.TerminalLink {
  readonly code: string;
  readonly protocol: string;
  readonly line: string;
}

export function terminalLinks(server: Server, preview: Preview): vscode.TerminalLinkProvider<Link> {
  return {
    async provideTerminalLinks({ line }) {
      // Most lines of a terminal hold no digit and no capitals; the server need not see them.
      const found = /\d{3}|\d\.\d|[A-Z]{2}/.test(line) ? await scan(server, line) : undefined;
      return (found?.occurrences ?? []).map((one) => ({
        startIndex: one.start,
        length: one.end - one.start,
        tooltip: vscode.l10n.t("Explain {0}", one.code),
        code: one.code,
        protocol: one.protocol,
        line,
      }));
    },
    async handleTerminalLink(link) {
      const page = await explain(server, { text: link.line.slice(link.startIndex), protocol: link.protocol });
      if (page !== undefined) {
        await preview.show(page, vscode.ViewColumn.Active);
      }
    },
  };
}
