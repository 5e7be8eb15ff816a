/** What a person is told when there is no server: one sentence, and buttons that lead to the remedy. */
import * as vscode from "vscode";
import { describe, MINIMUM, type Search } from "./interpreter.ts";
import { openSetting } from "./settings.ts";

type Remedy = "interpreter" | "restart" | "output";

export interface Message {
  readonly text: string;
  readonly remedies: readonly Remedy[];
}

const NEEDED = MINIMUM.join(".");

export function noInterpreter(search: Exclude<Search, { outcome: "found" }>): Message {
  switch (search.outcome) {
    case "none":
      return {
        text: vscode.l10n.t(
          "Reply Codes needs Python {0} or newer and found none on this machine. Install Python, or name one in the setting replycodes.interpreter.",
          NEEDED,
        ),
        remedies: ["interpreter", "restart", "output"],
      };
    case "broken-setting":
      return {
        text: vscode.l10n.t(
          "Reply Codes cannot run {0}, which the setting replycodes.interpreter names.",
          describe(search.command),
        ),
        remedies: ["interpreter", "output"],
      };
    case "too-old":
      return {
        text: tooOld(describe(search.command), search.version.join("."), search.fromSetting),
        remedies: ["interpreter", "restart", "output"],
      };
  }
}

function tooOld(command: string, version: string, fromSetting: boolean): string {
  return fromSetting
    ? vscode.l10n.t(
        "Reply Codes needs Python {0} or newer; {1}, which the setting replycodes.interpreter names, is Python {2}.",
        NEEDED,
        command,
        version,
      )
    : vscode.l10n.t(
        "Reply Codes needs Python {0} or newer; {1} is Python {2}. Install a newer one, or name it in the setting replycodes.interpreter.",
        NEEDED,
        command,
        version,
      );
}

export function brokenBundle(): Message {
  return {
    text: vscode.l10n.t("Reply Codes is not installed completely: its language server is missing. Install the extension again."),
    remedies: ["output"],
  };
}

export function didNotStart(reason: string): Message {
  return {
    text: vscode.l10n.t("The Reply Codes language server did not start: {0}", reason),
    remedies: ["interpreter", "restart", "output"],
  };
}

export function crashesTooOften(reason: string | undefined): Message {
  return {
    text: vscode.l10n.t(
      "The Reply Codes language server ended five times in three minutes and is not started again. {0}",
      reason ?? "",
    ).trimEnd(),
    remedies: ["restart", "output"],
  };
}

interface Means {
  readonly restart: () => Promise<void>;
  readonly output: vscode.OutputChannel;
}

export async function show(message: Message, means: Means): Promise<void> {
  const buttons = message.remedies.map((remedy) => ({ title: title(remedy), remedy }));
  const chosen = await vscode.window.showErrorMessage(message.text, ...buttons);
  switch (chosen?.remedy) {
    case "interpreter":
      return openSetting("interpreter");
    case "restart":
      return means.restart();
    case "output":
      means.output.show();
      return;
    default:
  }
}

function title(remedy: Remedy): string {
  switch (remedy) {
    case "interpreter":
      return vscode.l10n.t("Choose Interpreter");
    case "restart":
      return vscode.l10n.t("Try Again");
    case "output":
      return vscode.l10n.t("Show Output");
  }
}
