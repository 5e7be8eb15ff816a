/** The language status item: what the file was taken for, and whether the server is well. */
import * as vscode from "vscode";
import { profile } from "./contract.ts";
import type { Server } from "./server.ts";
import { SCHEMES } from "./settings.ts";

const SET_PROTOCOL = { command: "replycodes.setProtocol", title: vscode.l10n.t("Set Protocol") };
const SHOW_OUTPUT = { command: "replycodes.showOutput", title: vscode.l10n.t("Show Output") };
const RESTART = { command: "replycodes.restartServer", title: vscode.l10n.t("Restart") };

export class Status implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;
  private readonly subscriptions: vscode.Disposable[];
  private readonly server: Server;
  private asked = 0;

  constructor(server: Server) {
    this.server = server;
    this.item = vscode.languages.createLanguageStatusItem(
      "replycodes.profile",
      SCHEMES.map((scheme) => ({ scheme })),
    );
    this.item.name = "Reply Codes";
    this.subscriptions = [
      this.item,
      server.onDidChangeState(() => void this.refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => void this.refresh()),
    ];
    void this.refresh();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  async refresh(): Promise<void> {
    const mine = ++this.asked;
    this.item.busy = this.server.state === "starting";
    switch (this.server.state) {
      case "starting":
        this.show(vscode.l10n.t("Reply Codes is starting"), "", SHOW_OUTPUT);
        return;
      case "stopped":
      case "failed":
        this.show(vscode.l10n.t("Reply Codes is not running"), "", RESTART, vscode.LanguageStatusSeverity.Error);
        return;
      case "running":
    }
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const known = uri === undefined ? undefined : await profile(this.server, uri);
    if (mine !== this.asked) {
      return;
    }
    if (known === undefined) {
      this.show("Reply Codes", "", SHOW_OUTPUT);
      return;
    }
    this.show(known.label, known.chosen ? vscode.l10n.t("protocol set by you") : vscode.l10n.t("detected"), SET_PROTOCOL);
  }

  private show(
    text: string,
    detail: string,
    command: vscode.Command,
    severity = vscode.LanguageStatusSeverity.Information,
  ): void {
    this.item.text = text;
    this.item.detail = detail;
    this.item.command = command;
    this.item.severity = severity;
  }
}
