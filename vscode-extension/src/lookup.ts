/** `Look Up Code...`: a list that the server's search fills while somebody types. */
import * as vscode from "vscode";
import { explain, search, type Entry } from "./contract.ts";
import type { Preview } from "./preview.ts";
import type { Server } from "./server.ts";

interface Item extends vscode.QuickPickItem {
  readonly entry: Entry;
}

export function lookUp(server: Server, preview: Preview, query = ""): void {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t("Look Up a Reply Code");
  pick.placeholder = vscode.l10n.t("A code or a few words: 550, 5.7.26, mailbox full, greylisted");
  pick.value = query;
  let asked = 0;
  const fill = async (value: string): Promise<void> => {
    const mine = ++asked;
    pick.busy = true;
    const found = await search(server, value);
    if (mine === asked) {
      pick.busy = false;
      pick.items = (found?.entries ?? []).map(itemOf);
    }
  };
  pick.onDidChangeValue((value) => void fill(value));
  pick.onDidAccept(() => {
    const chosen = pick.activeItems[0]?.entry;
    pick.hide();
    if (chosen !== undefined) {
      void showEntry(server, preview, chosen);
    }
  });
  pick.onDidHide(() => {
    pick.dispose();
  });
  pick.show();
  void fill(query);
}

function itemOf(entry: Entry): Item {
  return {
    label: entry.code,
    description: `${entry.protocol.toUpperCase()} · ${entry.text}`,
    detail: entry.summary,
    // The server has searched; the list must not leave out what does not hold the typed words literally.
    alwaysShow: true,
    entry,
  };
}

async function showEntry(server: Server, preview: Preview, entry: Entry): Promise<void> {
  const page = await explain(server, { text: entry.code, protocol: entry.protocol });
  if (page !== undefined) {
    await preview.show(page, vscode.ViewColumn.Active);
  }
}
