/** The life of the server: one way to start it, used at activation, after a crash and when settings change. */
import { existsSync } from "node:fs";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import * as path from "node:path";
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Backoff } from "./backoff.ts";
import type { Follow } from "./contract.ts";
import { describe, findInterpreter, probeByRunning, type Command, type Version } from "./interpreter.ts";
import { Memory } from "./memory.ts";
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
  /** How many commands were run: it names the progress of one. */
  private followed = 0;
  /** Starts and stops happen one after another, in the order in which they were asked for. */
  private queue: Promise<void> = Promise.resolve();

  private readonly context: vscode.ExtensionContext;
  private readonly output: vscode.LogOutputChannel;
  private readonly trace: vscode.LogOutputChannel;
  private readonly memory: Memory;

  constructor(context: vscode.ExtensionContext, output: vscode.LogOutputChannel) {
    this.context = context;
    this.output = output;
    this.trace = traceChannel(output, context.subscriptions);
    this.memory = new Memory(context.globalState);
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
      await this.memory.forget();
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

  /** Runs a command of the server; undefined when there is no server, it does not know the command, or was told to stop. */
  async execute<Result>(command: string, argument: object, follow?: Follow): Promise<Result | undefined> {
    await this.queue;
    const { client } = this;
    if (client === undefined || this.current !== "running" || !this.offers(command)) {
      return undefined;
    }
    const progress = `${command}-${++this.followed}`;
    const listening = follow && (await import("./client.ts")).followProgress(client, progress, follow.tell);
    const params = { command, arguments: [follow === undefined ? argument : { ...argument, progress }] };
    try {
      // A token that is undefined would be sent as a second parameter.
      const answer: unknown = await client.sendRequest("workspace/executeCommand", params, ...(follow ? [follow.token] : []));
      return (answer ?? undefined) as Result | undefined;
    } catch (error) {
      if (follow?.token.isCancellationRequested === true || client !== this.client || !client.isRunning()) {
        return undefined; // somebody stopped it, or the server ended meanwhile, which is said elsewhere
      }
      throw error;
    } finally {
      listening?.dispose();
    }
  }

  /** Says something about an answer. While there is no server, why is said already: a second message would be noise. */
  say(text: string): void {
    if (this.current === "running") {
      void vscode.window.showInformationMessage(text);
    }
  }

  /** The tooltip at a place, as soon as the server is there. */
  async hover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    await this.queue;
    const provider = this.client?.getFeature("textDocument/hover").getProvider(document);
    return token.isCancellationRequested ? undefined : ((await provider?.provideHover(document, position, token)) ?? undefined);
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
      await this.memory.forget();
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
    if (!existsSync(launcher)) {
      this.tell(messages.brokenBundle());
      return undefined;
    }
    const python = await this.findPython();
    if (python === undefined) {
      return undefined;
    }
    this.output.info(`Python ${python.version.join(".")}: ${describe(python.command)}`);
    return bundledServer(python.command, launcher, this.byteCodeFolder());
  }

  private async findPython(): Promise<{ command: Command; version: Version } | undefined> {
    const setting = programSetting("interpreter");
    const known = setting === undefined ? this.memory.recall(vscode.workspace.isTrusted) : undefined;
    if (known !== undefined) {
      return known;
    }
    const sources = { setting, pythonExtension: chosenInterpreter, platform: process.platform };
    const search = await findInterpreter(sources, probeByRunning());
    if (search.outcome !== "found") {
      this.tell(messages.noInterpreter(search));
      return undefined;
    }
    const { version, executable, from } = search;
    const command = executable === undefined ? search.command : { program: executable, args: [] };
    if (from !== "setting") {
      await this.memory.keep({ command, version, fromFolder: from === "pythonExtension" });
    }
    return { command, version };
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
