/**
 * Remembers which Python the last search found, so that the next start asks no program for its version. Any Python that
 * is new enough serves: it runs with the bundled libraries alone.
 */
import { realpathSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { Command, Version } from "./interpreter.ts";

/** Where it is kept: the extension's global state. */
export interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface Remembered {
  readonly command: Command;
  readonly version: Version;
  /** The Python extension's choice may lie in a folder, and counts only where folders are trusted. */
  readonly fromFolder: boolean;
}

interface Kept extends Remembered {
  readonly fingerprint: string;
}

const KEY = "interpreter";

export class Memory {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /**
   * What was found last, as long as its file is the same one. At once: while an editor starts, whoever waits for the
   * event loop waits for all other extensions.
   */
  recall(trusted: boolean): Remembered | undefined {
    const kept = this.store.get(KEY) as Kept | undefined;
    if (kept === undefined || (kept.fromFolder && !trusted)) {
      return undefined;
    }
    return fingerprint(kept.command.program) === kept.fingerprint ? kept : undefined;
  }

  async keep(found: Remembered): Promise<void> {
    const print = fingerprint(found.command.program);
    await this.store.update(KEY, print === undefined ? undefined : { ...found, fingerprint: print });
  }

  async forget(): Promise<void> {
    await this.store.update(KEY, undefined);
  }
}

function fingerprint(program: string): string | undefined {
  if (!isAbsolute(program)) {
    return undefined; // a name may mean another program tomorrow
  }
  try {
    const file = realpathSync(program);
    const { mtimeMs, size } = statSync(file);
    return `${file} ${mtimeMs} ${size}`;
  } catch {
    return undefined;
  }
}
