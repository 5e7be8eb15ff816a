/** Finds a Python that can run the server. Knows nothing of VS Code, so that it is tested without one. */
import { execFile } from "node:child_process";

export const MINIMUM: Version = [3, 10];

export type Version = readonly [major: number, minor: number];

/** A program and the arguments that make it a Python, such as `py -3`. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** Where the choice of interpreter comes from, best first. */
export interface Sources {
  /** `replycodes.interpreter`; when it is set nothing else is tried, since a silent second choice would surprise. */
  readonly setting: string | undefined;
  /** What the Python extension would run, if that extension is there. */
  readonly pythonExtension: () => Promise<string | undefined>;
  readonly platform: NodeJS.Platform;
}

/** What a program says of itself. */
export interface Answer {
  readonly version: Version;
  /** The interpreter itself, where the program is a script or a launcher that leads to one (pyenv, `py`). */
  readonly executable: string | undefined;
}

/** Asks a program what it is; undefined when it cannot be run or is no Python. */
export type Probe = (command: Command) => Promise<Answer | undefined>;

export type Search =
  | {
      readonly outcome: "found";
      readonly command: Command;
      readonly version: Version;
      readonly executable: string | undefined;
      readonly from: "setting" | "pythonExtension" | "path";
    }
  | { readonly outcome: "too-old"; readonly command: Command; readonly version: Version; readonly fromSetting: boolean }
  | { readonly outcome: "broken-setting"; readonly command: Command }
  | { readonly outcome: "none"; readonly tried: readonly string[] };

export async function findInterpreter(sources: Sources, probe: Probe): Promise<Search> {
  if (sources.setting !== undefined) {
    return judgeSetting({ program: sources.setting, args: [] }, probe);
  }
  const tried: string[] = [];
  let tooOld: Search | undefined;
  for await (const { command, from } of candidates(sources)) {
    tried.push(describe(command));
    const answer = await probe(command);
    if (answer === undefined) {
      continue;
    }
    const { version } = answer;
    if (isNewEnough(version)) {
      return { outcome: "found", command, from, ...answer };
    }
    tooOld ??= { outcome: "too-old", command, version, fromSetting: false };
  }
  return tooOld ?? { outcome: "none", tried };
}

async function judgeSetting(command: Command, probe: Probe): Promise<Search> {
  const answer = await probe(command);
  if (answer === undefined) {
    return { outcome: "broken-setting", command };
  }
  return isNewEnough(answer.version)
    ? { outcome: "found", command, from: "setting", ...answer }
    : { outcome: "too-old", command, version: answer.version, fromSetting: true };
}

interface Candidate {
  readonly command: Command;
  readonly from: "pythonExtension" | "path";
}

async function* candidates(sources: Sources): AsyncGenerator<Candidate> {
  const chosen = await sources.pythonExtension();
  if (chosen !== undefined) {
    yield { command: { program: chosen, args: [] }, from: "pythonExtension" };
  }
  for (const command of onPath(sources.platform)) {
    yield { command, from: "path" };
  }
}

/**
 * The names a Python goes by on PATH. The numbered ones come last, for systems whose `python3` is old by policy
 * (RHEL 9 has 3.9) and that carry a newer one beside it.
 */
function onPath(platform: NodeJS.Platform): Command[] {
  const plain = ["python3", "python"].map((program) => ({ program, args: [] }));
  if (platform === "win32") {
    return [...plain, { program: "py", args: ["-3"] }];
  }
  const numbered = [14, 13, 12, 11, 10].map((minor) => ({ program: `python3.${minor}`, args: [] }));
  return [...plain, { program: "py", args: [] }, ...numbered];
}

/** Runs the program. Only switches that every Python since 2.6 knows are used, so that an old one can say its age. */
export function probeByRunning(timeoutMilliseconds = 10_000): Probe {
  const script = "import sys; sys.stdout.write('%d.%d\\n%s' % (sys.version_info[0], sys.version_info[1], sys.executable))";
  return ({ program, args }) =>
    new Promise((resolve) => {
      const options = { timeout: timeoutMilliseconds, windowsHide: true };
      execFile(program, [...args, "-E", "-s", "-S", "-c", script], options, (error, stdout) => {
        resolve(error === null ? parseAnswer(stdout) : undefined);
      });
    });
}

export function parseAnswer(text: string): Answer | undefined {
  const match = /^(\d+)\.(\d+)(?:\r?\n(.*))?$/.exec(text.trim());
  if (match === null) {
    return undefined;
  }
  return { version: [Number(match[1]), Number(match[2])], executable: match[3]?.trim() };
}

export function isNewEnough([major, minor]: Version): boolean {
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

export function describe({ program, args }: Command): string {
  return [program, ...args].join(" ");
}

/** What a person may write into a setting that names a path: `~`, `${workspaceFolder}`, `${env:NAME}`. */
export function expandPath(
  written: string,
  place: { readonly home: string; readonly workspaceFolder: string | undefined; readonly env: NodeJS.ProcessEnv },
): string | undefined {
  const expanded = written
    .trim()
    .replace(/^~(?=$|[/\\])/, () => place.home)
    .replaceAll("${workspaceFolder}", () => place.workspaceFolder ?? "")
    .replace(/\$\{env:([^}]+)\}/g, (_, name: string) => place.env[name] ?? "");
  return expanded === "" ? undefined : expanded;
}
