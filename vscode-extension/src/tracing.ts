/**
 * Makes the setting `replycodes.trace.server` enough to see the messages. The client library traces only into a
 * channel whose log level is Trace, which is set in a place that few people know; this channel has that level
 * exactly while the setting is on, and writes at a level that shows.
 */
import * as vscode from "vscode";
import { SECTION } from "./settings.ts";

export function traceChannel(output: vscode.LogOutputChannel, subscriptions: { dispose(): unknown }[]): vscode.LogOutputChannel {
  const levelChanged = new vscode.EventEmitter<vscode.LogLevel>();
  const listener = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SECTION}.trace`)) {
      levelChanged.fire(level());
    }
  });
  subscriptions.push(levelChanged, listener);
  const write = (message: string): void => {
    output.info(message);
  };
  return new Proxy(output, {
    get(target, name) {
      switch (name) {
        case "logLevel":
          return level();
        case "onDidChangeLogLevel":
          return levelChanged.event;
        case "trace":
          return write;
        default:
          return Reflect.get(target, name) as unknown;
      }
    },
  });
}

function level(): vscode.LogLevel {
  const setting = vscode.workspace.getConfiguration(SECTION).get<string>("trace.server", "off");
  return setting === "off" ? vscode.LogLevel.Info : vscode.LogLevel.Trace;
}
