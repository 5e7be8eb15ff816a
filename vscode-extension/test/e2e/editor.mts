/** Starts a real VS Code (code-server) with the built .vsix and a browser on it, and drives it as a person would. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach } from "node:test";
import { promisify } from "node:util";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";

const HERE = import.meta.dirname;
export const WORKSPACE = path.join(HERE, "workspace");
export const RESULTS = path.join(HERE, "..", "..", "..", "test-results", "vscode");

/** Long, because a machine may be slow; every wait ends as soon as its condition holds. */
const PATIENCE = Number(process.env.PATIENCE ?? 90_000);

const BROWSER_FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.accessibilitySupport": "off",
  "[yaml]": { "editor.autoIndent": "none" },
  "editor.minimap.enabled": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "terminal.integrated.gpuAcceleration": "off",
  "update.mode": "none",
  "window.commandCenter": false,
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.editorLargeFileConfirmation": 1024,
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * What code-server logs by itself, now and then (the old one is installed without ripgrep), and what every extension's
 * unanswered requests leave at the end.
 */
const NOT_OURS = ["code-server-ipc.sock", "Activating extension vscode.", "ripgrep/bin/rg ENOENT"];
/** What the client library says of a request that meets a killed server: before, while and after it notices the end. */
const KILLED = [
  "Cannot call write after a stream was destroyed", "write EPIPE", "Pending response rejected", "provider FAILED",
  "Starting server failed", "Previous start failed", "Client is not running", "Connection is closed", "Connection is disposed",
];
const AT_THE_END = ["read ECONNRESET", "Channel has been closed", "provider FAILED"];

/** Each command and each use is looked at in both. */
export const THEMES = [["dark", "Default Dark Modern"], ["light", "Default Light Modern"]] as const;

export interface Options {
  readonly settings?: Record<string, unknown>;
  readonly env?: Record<string, string>;
  /** Further files of the workspace, by their paths in it. */
  readonly files?: Record<string, string>;
}

export async function openEditor(options: Options = {}): Promise<Editor> {
  const folder = mkdtempSync(path.join(tmpdir(), "replycodes-e2e-"));
  const workspace = path.join(folder, "workspace");
  const userData = path.join(folder, "user");
  const extensions = path.join(folder, "extensions");
  cpSync(WORKSPACE, workspace, { recursive: true });
  for (const [name, text] of Object.entries(options.files ?? {})) {
    mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
    writeFileSync(path.join(workspace, name), text);
  }
  mkdirSync(path.join(userData, "User"), { recursive: true });
  writeFileSync(path.join(userData, "User", "settings.json"), JSON.stringify({ ...SETTINGS, ...options.settings }));
  await installExtension(extensions);
  const server = await startCodeServer(folder, options.env ?? {});
  const browser = await chromium.launch({
    executablePath: required("CHROMIUM"),
    args: BROWSER_FLAGS,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const page = await browser.newPage({ viewport: { width: 1360, height: 800 } });
  page.setDefaultTimeout(PATIENCE);
  const editor = new Editor(page, browser, folder);
  await editor.show(server);
  return editor;
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set: run these tests with make test-vscode`);
  }
  return value;
}

function codeServer(...args: string[]): [string, string[]] {
  return [required("NODE"), [path.join(required("CODE_SERVER"), "out", "node", "entry.js"), ...args]];
}

/** Installs the package as a user does, once for all tests of a run; each editor gets a copy of its own. */
async function installExtension(extensions: string): Promise<void> {
  const vsix = required("VSIX");
  const { mtimeMs } = statSync(vsix);
  // In out/, which the next build clears of it.
  const installed = path.join(path.dirname(vsix), "out", `installed-${required("CODE_SERVER_VERSION")}-${mtimeMs}`);
  if (!existsSync(installed)) {
    const folder = mkdtempSync(`${installed}-`);
    const folders = ["--user-data-dir", path.join(folder, "user"), "--extensions-dir", path.join(folder, "extensions")];
    const [program, args] = codeServer("--install-extension", vsix, ...folders);
    const { stdout } = await promisify(execFile)(program, args);
    if (!stdout.includes("successfully installed")) {
      throw new Error(`the .vsix was not installed: ${stdout}`);
    }
    try {
      renameSync(path.join(folder, "extensions"), installed);
    } catch (error) {
      if (!existsSync(installed)) {
        throw error; // else another test was quicker
      }
    }
    rmSync(folder, { recursive: true, force: true });
  }
  cpSync(installed, extensions, { recursive: true });
}

interface CodeServer {
  readonly address: string;
  readonly process: ChildProcess;
}

async function startCodeServer(folder: string, env: Record<string, string>): Promise<CodeServer> {
  const [program, args] = codeServer(
    "--auth", "none", "--bind-addr", "127.0.0.1:0", "--disable-telemetry", "--disable-update-check",
    "--user-data-dir", path.join(folder, "user"), "--extensions-dir", path.join(folder, "extensions"),
  );
  // VSCODE_CLI keeps it from asking a login shell, whose PATH would replace the one that a test sets.
  const child = spawn(program, args, { env: { ...process.env, VSCODE_CLI: "1", ...env } });
  const address = await new Promise<string>((resolve, reject) => {
    let said = "";
    const read = (data: Buffer) => {
      said += data.toString();
      const match = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
      if (match?.[1] !== undefined) {
        resolve(match[1]);
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => { reject(new Error(`code-server ended: ${said}`)); });
  });
  return { address, process: child };
}

export class Editor {
  readonly page: Page;
  readonly folder: string;
  private readonly browser: Browser;
  private server: ChildProcess | undefined;
  private readonly errors: string[] = [];
  private killed = false;

  constructor(page: Page, browser: Browser, folder: string) {
    this.page = page;
    this.browser = browser;
    this.folder = folder;
  }

  async show({ address, process: server }: CodeServer): Promise<void> {
    this.server = server;
    await this.page.goto(`${address}/?folder=${encodeURIComponent(this.workspace)}`);
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  }

  /** Ends the editor and starts it anew, with its settings and what extensions have kept. */
  async reopen(): Promise<void> {
    const errors = this.errorsOfHost();
    await this.page.goto("about:blank");
    await this.end();
    this.remember(errors);
    rmSync(path.join(this.folder, "user", "logs"), { recursive: true, force: true });
    await this.show(await startCodeServer(this.folder, {}));
  }

  private async end(): Promise<void> {
    const ended = new Promise((resolve) => this.server?.once("exit", resolve));
    this.server?.kill("SIGTERM");
    await ended;
  }

  get workspace(): string {
    return path.join(this.folder, "workspace");
  }

  async close(): Promise<void> {
    const errors = this.errorsOfHost();
    await this.browser.close();
    await this.end();
    this.remember(errors);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    // Over the whole life of an editor the extension host has nothing to complain of.
    if (this.errors.length > 0) {
      throw new Error(`the extension host's log holds errors:\n${this.errors.join("\n")}`);
    }
  }

  private remember(errors: string[]): void {
    const atTheEnd = this.errorsOfHost().slice(errors.length);
    this.errors.push(...errors, ...atTheEnd.filter((line) => !AT_THE_END.some((known) => line.includes(known))));
  }

  private errorsOfHost(): string[] {
    const lines = this.hostLog().split("\n").filter((line) => line.includes("[error]"));
    const known = this.killed ? [...NOT_OURS, ...KILLED] : NOT_OURS;
    return lines.filter((line) => !known.some((text) => line.includes(text)));
  }

  /** Nothing fades in or slides any more. */
  async atRest(): Promise<void> {
    await this.page.waitForFunction("document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity)");
  }

  async screenshot(name: string): Promise<void> {
    await this.atRest();
    mkdirSync(RESULTS, { recursive: true });
    await this.page.screenshot({ path: path.join(RESULTS, `${name}.png`) });
  }

  /** Opens a file and remembers it: places are then given by what stands there. */
  async openFile(name: string): Promise<void> {
    // A preview that opened beside has the focus, and a file would open there.
    await this.page.keyboard.press("Control+1");
    const label = this.page.locator(".explorer-folders-view .monaco-list-row .label-name", { hasText: exactly(name) });
    await label.dblclick();
    await this.activeTab(name).waitFor();
    this.opened = name;
    await this.page.locator(".editor-group-container.active .view-line").first().waitFor();
  }

  appears(locator: Locator, patience: number): Promise<boolean> {
    return appears(locator, patience);
  }

  quickInput(): Locator {
    return this.page.locator(".quick-input-widget .quick-input-box input");
  }

  /** What a Markdown preview says whose text matches; previews live in frames of their own. */
  async previewText(wanted: RegExp): Promise<string> {
    let text = "";
    await until(`a preview that says ${wanted.source}`, async () => {
      for (const frame of this.page.frames()) {
        const body = await frame.evaluate("document.querySelector('.markdown-body')?.innerText ?? ''").catch(() => "");
        if (typeof body === "string" && wanted.test(body)) {
          text = body;
        }
      }
      return text !== "";
    });
    return plain(text);
  }

  /** What the language status of the active editor says, which shows when the mouse rests on the braces. */
  async languageStatus(): Promise<string> {
    const item = this.page.locator("#status\\.languageStatus");
    await item.waitFor();
    await item.hover();
    const hover = this.page.locator(".workbench-hover .hover-language-status").first();
    await until("the language status", async () => {
      await this.page.mouse.move(400, 400);
      await item.hover();
      return appears(hover, 3_000);
    });
    const lines = this.page.locator(".workbench-hover .hover-language-status");
    return plain((await lines.allInnerTexts()).join("\n"));
  }

  notifications(): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item");
  }

  /** Changes the settings of the machine on disk: the editor is a remote one, and paths belong to the machine. */
  changeMachineSettings(settings: Record<string, unknown>): void {
    const folder = path.join(this.folder, "user", "Machine");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "settings.json"), JSON.stringify(settings));
  }

  extensionFolder(): string {
    const extensions = path.join(this.folder, "extensions");
    const name = readdirSync(extensions).find((entry) => entry.startsWith("replycodes.replycodes-"));
    return path.join(extensions, name ?? "");
  }

  byteCodeFolder(): string {
    return path.join(this.folder, "user", "User", "globalStorage", "replycodes.replycodes", "bytecode");
  }

  /** How often the server got up. */
  starts(): number {
    return this.serverTrace().split("The server is ready").length - 1;
  }

  /** Ends this editor's server as a crash would. The process is known by the files that it runs. */
  killServer(): void {
    this.killed = true;
    const launcher = path.join(this.extensionFolder(), "bundled", "launch.py");
    for (const process_ of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      if (commandLine(process_).includes(launcher)) {
        process.kill(Number(process_), "SIGKILL");
      }
    }
  }

  activeTab(name: string): Locator {
    return this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`);
  }

  /** Runs a command by its full title, as it stands in the palette. */
  async run(title: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget .quick-input-box input");
    const row = this.page.locator(".quick-input-list .monaco-list-row .label-name", { hasText: exactly(title) });
    await until(`the palette to offer "${title}"`, async () => {
      if (await input.isVisible()) {
        await this.page.keyboard.press("Escape"); // elsewhere it would drop a selection
      }
      await this.page.keyboard.press("F1");
      await input.waitFor();
      await input.fill(`>${title}`);
      return appears(row.first(), 3_000);
    });
    await row.first().click();
  }

  /** Puts the caret before a piece of text of a line, far enough inside the window that its right side shows too. */
  async caretAt(line: number, column: number): Promise<void> {
    for (const target of [column + 30, column]) {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+g");
      const input = this.page.locator(".quick-input-widget .quick-input-box input");
      await input.waitFor();
      await input.fill(`:${line}:${target}`);
      await this.page.keyboard.press("Enter");
      await input.waitFor({ state: "hidden" });
    }
    await this.page.locator("#workbench\\.parts\\.statusbar", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** Rests the mouse on a piece of text and returns what the tooltip says. */
  hover(line: number, text: string): Promise<string> {
    return this.hoverAt(line, this.columnOf(line, text));
  }

  /** The same by column, in a text that is no file. */
  async hoverAt(line: number, column: number): Promise<string> {
    const hover = this.shownHover();
    // The editor forgets a mouse that came to rest while it was busy, as it does for people: they move it again.
    await until("a tooltip", async () => {
      await this.restOn(line, column);
      return appears(hover, 5_000);
    });
    await until("the tooltip to be complete", async () => !(await hover.innerText()).includes('Loading'));
    await this.atRest();
    return plain(await hover.innerText());
  }

  /** Rests the mouse on a piece of text until the server has answered, and returns whether a tooltip shows. */
  async hoverShowsNothing(line: number, text: string): Promise<boolean> {
    const before = this.answeredHovers();
    await this.restOn(line, this.columnOf(line, text));
    await until("the server to answer the hover", () => Promise.resolve(this.answeredHovers() > before));
    // Two frames: what came with the answer is drawn by then.
    await this.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    return !(await this.shownHover().isVisible());
  }

  /** Types at the end of a line, in the editor. */
  async typeAtEndOf(line: number, text: string): Promise<void> {
    await this.caretAt(line, 1);
    await this.page.keyboard.press("End");
    const [first = "", ...others] = text.split("\n");
    await this.page.keyboard.type(first);
    for (const [index, other] of others.entries()) {
      await this.breakLine(line + index + 1);
      await this.page.keyboard.type(other);
    }
  }

  /** Presses Enter until the caret is on a new line: on a busy machine a single press was lost. */
  private async breakLine(newLine: number): Promise<void> {
    const there = this.page.locator("#workbench\\.parts\\.statusbar", { hasText: `Ln ${newLine}, ` });
    await until(`the caret on line ${newLine}`, async () => {
      await this.page.keyboard.press("Enter");
      return there.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** What the list of completions offers: label -> detail. The list is virtual, so it is walked. */
  async completions(): Promise<string[]> {
    const rows = this.page.locator(".suggest-widget.visible .monaco-list-row");
    await rows.first().waitFor();
    const seen = new Map<number, string>();
    for (;;) {
      const focused = this.page.locator(".suggest-widget.visible .monaco-list-row.focused");
      const index = Number(await focused.getAttribute("data-index"));
      if (seen.has(index)) {
        return [...seen.values()];
      }
      seen.set(index, (await focused.getAttribute("aria-label")) ?? "");
      await this.page.keyboard.press("ArrowDown");
      await until("the next completion", async () => Number(await focused.getAttribute("data-index")) !== index || seen.size === 1);
    }
  }

  /** The quick fixes that are offered at the caret, which are left open. */
  async quickFixes(): Promise<string[]> {
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    await until("quick fixes", async () => {
      await this.page.keyboard.press("Control+.");
      return appears(rows.first(), 3_000);
    });
    return (await rows.allInnerTexts()).map((text) => plain(text).trim());
  }

  /** Takes one of the quick fixes that are open. */
  async takeQuickFix(title: string): Promise<void> {
    const chosen = this.page.locator(".action-widget .monaco-list-row.action.focused");
    await until(`the quick fix "${title}"`, async () => {
      if (plain(await chosen.innerText()).trim() === title) {
        return true;
      }
      await this.page.keyboard.press("ArrowDown");
      return false;
    });
    await this.page.keyboard.press("Enter");
    await chosen.waitFor({ state: "hidden" });
  }

  /** The lines that the editor shows, with ordinary blanks. */
  async lines(): Promise<string[]> {
    const shown = await this.page.locator(".editor-instance .view-lines .view-line").allInnerTexts();
    return shown.map((line) => line.replaceAll("\u00a0", " "));
  }

  /** Where the terminal's row begins that starts with a text, its middle, and how wide a cell is; 0 while it is drawn. */
  async cellsOf(start: string): Promise<readonly [left: number, middle: number, cell: number]> {
    const place: unknown = await this.page.evaluate(`(() => {
      const rows = [...document.querySelectorAll(".xterm-rows > div")];
      const row = rows.find((one) => one.textContent.replaceAll("\u00a0", " ").startsWith(${JSON.stringify(start)}));
      if (row === undefined) {
        return [0, 0, 0];
      }
      const range = document.createRange();
      range.selectNodeContents(row);
      const { x, y, width, height } = range.getBoundingClientRect();
      return [x, y + height / 2, width / row.textContent.length];
    })()`);
    return place as [number, number, number];
  }

  /** The lines of the editor that has the focus. */
  async activeLines(): Promise<string[]> {
    const shown = await this.page.locator(".editor-group-container.active .view-lines .view-line").all();
    const lines = shown.map(async (line) => ({ top: (await line.boundingBox())?.y ?? 0, text: plain(await line.innerText()) }));
    return (await Promise.all(lines)).sort((one, other) => one.top - other.top).map(({ text }) => text);
  }

  /** The number of the line that holds the caret. */
  activeLine(number: string): Locator {
    return this.page.locator(".editor-group-container.active .active-line-number", { hasText: exactly(number) });
  }

  /** Follows the uppermost link of the text, as Ctrl and a click do. */
  async followFirstLink(): Promise<void> {
    const links = this.page.locator(".editor-group-container.active .detected-link");
    await links.first().waitFor();
    let count = 0; // links appear one after the other
    await until("all links", async () => {
      const before = count;
      await new Promise((resolve) => setTimeout(resolve, 300));
      count = await links.count();
      return count > 0 && count === before;
    });
    const boxes = (await Promise.all((await links.all()).map((link) => link.boundingBox()))).filter((box) => box !== null);
    const { x, y, height } = boxes.reduce((one, other) => (other.y < one.y ? other : one));
    await this.page.mouse.move(x + 4, y + height / 2);
    await this.page.keyboard.down("Control");
    await this.page.mouse.click(x + 6, y + height / 2);
    await this.page.keyboard.up("Control");
  }

  /** The rows of the problems panel below their file's row. */
  async problems(): Promise<string[]> {
    const rows = this.page.locator('.markers-panel .monaco-list-row:not([aria-level="1"])');
    const labels = await Promise.all((await rows.all()).map((row) => row.getAttribute("aria-label")));
    return labels.map((label) => label ?? "");
  }

  shownHover(): Locator {
    return this.page.locator(".monaco-hover:not(.workbench-hover):not(.hidden) .monaco-hover-content").first();
  }

  private async restOn(line: number, column: number): Promise<void> {
    await this.page.mouse.move(600, 5);
    await this.page.keyboard.press("Escape");
    await this.shownHover().waitFor({ state: "hidden" });
    await this.caretAt(line, column);
    const caret = await this.page.locator(".editor-group-container.active .cursors-layer .cursor").first().boundingBox();
    if (caret === null) {
      throw new Error(`no caret at ${line}:${column}`);
    }
    const [x, y] = [caret.x + 4, caret.y + caret.height / 2];
    await this.page.mouse.move(x + 2, y + 1);
    await this.page.mouse.move(x, y);
  }

  columnOf(line: number, text: string): number {
    const content = readFileSync(path.join(this.workspace, this.openedName()), "utf8").split("\n")[line - 1] ?? "";
    const at = content.indexOf(text);
    if (at < 0) {
      throw new Error(`line ${line} does not hold "${text}": ${content}`);
    }
    return at + 1;
  }

  private opened = "";

  private openedName(): string {
    return this.opened;
  }

  /** Opens a file and waits for the server. */
  async view(name: string): Promise<void> {
    await this.openFile(name);
    await until("the server", () => {
      const said = this.serverTrace();
      if (said.includes("server did not start")) {
        throw new Error(said);
      }
      return Promise.resolve(said.includes("The server is ready"));
    });
  }

  private answeredHovers(): number {
    return this.serverTrace().split("Received response 'textDocument/hover").length - 1;
  }

  /** What the output "Reply Codes" says; all windows of this editor together. */
  serverTrace(): string {
    return this.logs(/Reply Codes\.log$/);
  }

  /** What the extension host says, which must hold no error. */
  hostLog(): string {
    return this.logs(/remoteexthost\.log$/);
  }

  private logs(name: RegExp): string {
    const root = path.join(this.folder, "user", "logs");
    if (!existsSync(root)) {
      return "";
    }
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => name.test(file));
    return files.map((file) => readFileSync(path.join(root, file), "utf8")).join("\n");
  }
}

/** What the window shows after a test that failed is kept. */
export function keepFailures(editor: () => Editor): void {
  afterEach(async (test) => {
    if ("passed" in test && !test.passed) {
      await editor().screenshot(`failed-${test.name.replace(/\W+/g, "-")}`).catch(() => undefined);
    }
  });
}

/** Asks again and again, without a pause longer than a frame or two, until the answer is yes. */
export async function until(what: string, condition: () => Promise<boolean>, patience = PATIENCE): Promise<void> {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function commandLine(processId: string): string[] {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, "utf8").split("\0");
  } catch {
    return []; // it has ended meanwhile
  }
}

async function appears(locator: Locator, patience: number): Promise<boolean> {
  try {
    await locator.waitFor({ timeout: patience });
    return true;
  } catch {
    return false;
  }
}

export function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
}

/** The editor draws no-break spaces. */
export function plain(text: string): string {
  return text.replaceAll("\u00a0", " ");
}
