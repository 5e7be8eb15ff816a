/** The life of the server: one way to start it, used at activation, after a crash and when settings change. */
import { access } from "node:fs/promises";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import * as path from "node:path";
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Backoff } from "./backoff.ts";
import { describe, findInterpreter, probeByRunning, type Command } from "./interpreter.ts";
import { bundledServer, lastErrorLine, ownServer, spawnServer } from "./launch.ts";
import * as messages from "./messages.ts";
import { chosenInterpreter } from "./pythonExtension.ts";
import { programSetting } from "./settings.ts";
import { traceChannel } from "./tracing.ts";

export type State = "stopped" | "starting" | "running" | "failed";

export class Server implements vscode.Disposable {
  private readonly stateChanged = new vscode.EventEmitter<State>();
  readonly onDidChangeState = this.stateChanged.event;
  private current: State = "stopped";
  private client: LanguageClient | undefined;
  private child: ChildProcessWithoutNullStreams | undefined;
  private reasonOfEnd: () => string | undefined = () => undefined;
  private readonly backoff = new Backoff();
  private retry: NodeJS.Timeout | undefined;
  /** Starts and stops happen one after another, in the order in which they were asked for. */
  private queue: Promise<void> = Promise.resolve();

  private readonly context: vscode.ExtensionContext;
  private readonly output: vscode.LogOutputChannel;
  private readonly trace: vscode.LogOutputChannel;

  constructor(context: vscode.ExtensionContext, output: vscode.LogOutputChannel) {
    this.context = context;
    this.output = output;
    this.trace = traceChannel(output, context.subscriptions);
  }

  get state(): State {
    return this.current;
  }

  start(): Promise<void> {
    return this.enqueue(() => this.startNow());
  }

  /** What the command, the buttons and changed settings do. */
  restart(): Promise<void> {
    this.backoff.reset();
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  dispose(): void {
    clearTimeout(this.retry);
    this.child?.kill();
    this.stateChanged.dispose();
  }

  /** Runs a command of the server; undefined when there is no server or it does not know the command. */
  async execute<Result>(command: string, argument: object): Promise<Result | undefined> {
    await this.queue;
    if (this.client === undefined || this.current !== "running" || !this.offers(command)) {
      return undefined;
    }
    const answer: unknown = await this.client.sendRequest("workspace/executeCommand", {
      command,
      arguments: [argument],
    });
    return (answer ?? undefined) as Result | undefined;
  }

  offers(command: string): boolean {
    return this.client?.initializeResult?.capabilities.executeCommandProvider?.commands.includes(command) ?? false;
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step, step);
    return this.queue;
  }

  private async startNow(): Promise<void> {
    clearTimeout(this.retry);
    if (this.client !== undefined) {
      return;
    }
    this.become("starting");
    const command = await this.findCommand();
    if (command === undefined) {
      this.become("failed");
      return;
    }
    try {
      await this.connect(command);
      this.become("running");
    } catch (error) {
      this.output.error(`The server did not start: ${describe(command)}`, error);
      const reason = this.reasonOfEnd() ?? (error instanceof Error ? error.message : String(error));
      await this.stopNow();
      this.become("failed");
      this.tell(messages.didNotStart(reason));
    }
  }

  private async connect(command: Command): Promise<void> {
    this.output.info(`Starting ${describe(command)}`);
    const begin = performance.now();
    const child = await spawnServer(command);
    this.child = child;
    this.reasonOfEnd = lastErrorLine(child);
    child.once("exit", (code, signal) => {
      this.output.info(`The server's process ended (${signal ?? `exit status ${code ?? "unknown"}`}).`);
    });
    // The client library is most of this extension's code; the editor need not wait for it at activation.
    const { createClient } = await import("./client.ts");
    const client = createClient(child, this.output, this.trace, () => {
      if (this.client === client && this.current === "running") {
        this.onCrash();
      }
    });
    this.client = client;
    await client.start();
    this.output.info(`The server is ready after ${Math.round(performance.now() - begin)} ms.`);
  }

  private async stopNow(): Promise<void> {
    clearTimeout(this.retry);
    const { client, child } = this;
    this.client = undefined;
    this.child = undefined;
    this.become("stopped");
    try {
      await client?.dispose();
    } catch {
      // A client that never got up refuses to stop; its process is ended below all the same.
    }
    child?.kill();
  }

  private onCrash(): void {
    this.client = undefined;
    this.child?.kill();
    this.child = undefined;
    const delay = this.backoff.afterCrash(Date.now());
    if (delay === undefined) {
      this.become("failed");
      this.tell(messages.crashesTooOften(this.reasonOfEnd()));
      return;
    }
    this.become("starting");
    this.output.warn(`The server ended by itself; it is started again in ${delay / 1000} s.`);
    this.retry = setTimeout(() => void this.start(), delay);
  }

  private async findCommand(): Promise<Command | undefined> {
    const own = programSetting("server.path");
    if (own !== undefined) {
      return ownServer(own);
    }
    const launcher = this.context.asAbsolutePath(path.join("bundled", "launch.py"));
    if (!(await exists(launcher))) {
      this.tell(messages.brokenBundle());
      return undefined;
    }
    const search = await findInterpreter(
      { setting: programSetting("interpreter"), pythonExtension: chosenInterpreter, platform: process.platform },
      probeByRunning(),
    );
    if (search.outcome === "found") {
      this.output.info(`Python ${search.version.join(".")}: ${describe(search.command)}`);
      return bundledServer(search.command, launcher, this.byteCodeFolder());
    }
    this.tell(messages.noInterpreter(search));
    return undefined;
  }

  private byteCodeFolder(): string {
    return vscode.Uri.joinPath(this.context.globalStorageUri, "bytecode").fsPath;
  }

  private become(state: State): void {
    if (this.current !== state) {
      this.current = state;
      this.stateChanged.fire(state);
    }
  }

  private tell(message: messages.Message): void {
    this.output.error(message.text);
    void messages.show(message, { restart: () => this.restart(), output: this.output });
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
