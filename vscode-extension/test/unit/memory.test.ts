import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { Memory, type Remembered, type Store } from "../../src/memory.ts";

class Shelf implements Store {
  private readonly values = new Map<string, unknown>();

  get(key: string): unknown {
    return this.values.get(key);
  }

  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
}

describe("the Python found last", () => {
  let folder: string;
  let program: string;
  let found: Remembered;
  let memory: Memory;
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), "replycodes-"))));
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    program = path.join(folder, "python3");
    await writeFile(program, "one");
    found = { command: { program, args: [] }, version: [3, 12], fromFolder: false };
    memory = new Memory(new Shelf());
  });

  it("is recalled while its file is the same", async () => {
    assert.equal(memory.recall(true), undefined);
    await memory.keep(found);
    assert.deepEqual(memory.recall(false)?.command, found.command);
  });

  it("is looked for anew when the file has changed or gone, or when somebody asks", async () => {
    await memory.keep(found);
    await writeFile(program, "another");
    assert.equal(memory.recall(true), undefined);
    await memory.keep(found);
    await rm(program);
    assert.equal(memory.recall(true), undefined);
    await writeFile(program, "one");
    await memory.keep(found);
    await memory.forget();
    assert.equal(memory.recall(true), undefined);
  });

  it("is not recalled by a name alone", async () => {
    await memory.keep({ ...found, command: { program: "python3", args: [] } });
    assert.equal(memory.recall(true), undefined);
  });

  it("does not count in a folder that is not trusted when another folder may have chosen it", async () => {
    await memory.keep({ ...found, fromFolder: true });
    assert.equal(memory.recall(false), undefined);
    assert.notEqual(memory.recall(true), undefined);
  });
});
