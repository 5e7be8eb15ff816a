/** How the server is started: by the bundled launcher, or by the program that `replycodes.server.path` names. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import * as os from "node:os";
import type { Command } from "./interpreter.ts";

/**
 * `-I` and `-S` keep the user's environment and packages out. The byte code goes to the extension's own storage:
 * never into the extension folder, yet kept, since compiling anew at each start costs more than a second.
 */
export function bundledServer(python: Command, launcher: string, byteCodeFolder: string): Command {
  const isolated = ["-I", "-S", "-X", "utf8", "-X", `pycache_prefix=${byteCodeFolder}`];
  return { program: python.program, args: [...python.args, ...isolated, launcher] };
}

export function ownServer(program: string): Command {
  return { program, args: ["serve"] };
}

/** Resolves when the process runs; rejects when it cannot be started at all. */
export async function spawnServer(command: Command): Promise<ChildProcessWithoutNullStreams> {
  // The home folder rather than the workspace: nothing in an opened folder can then reach the process by name.
  const child = spawn(command.program, [...command.args], { cwd: os.homedir(), windowsHide: true });
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  return child;
}

/** Remembers the last line a process wrote to its error stream, which for Python is the reason it ended. */
export function lastErrorLine(child: ChildProcessWithoutNullStreams): () => string | undefined {
  let tail = "";
  child.stderr.on("data", (data: Buffer) => {
    tail = (tail + data.toString("utf8")).slice(-2_000);
  });
  return () => {
    const line = tail.trimEnd().split(/\r?\n/).at(-1);
    return line === "" ? undefined : line;
  };
}
