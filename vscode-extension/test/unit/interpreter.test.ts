import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, describe, it } from "node:test";
import {
  describe as spelled,
  expandPath,
  findInterpreter,
  isNewEnough,
  parseAnswer,
  probeByRunning,
  type Sources,
  type Version,
} from "../../src/interpreter.ts";

const nothing: Sources = { setting: undefined, pythonExtension: () => Promise.resolve(undefined), platform: "linux" };

/** A machine on which these commands are Pythons of these versions. */
function machine(versions: Record<string, Version>) {
  const asked: string[] = [];
  const probe = (command: { program: string; args: readonly string[] }) => {
    asked.push(spelled(command));
    const version = versions[spelled(command)];
    return Promise.resolve(version && { version, executable: undefined });
  };
  return { probe, asked };
}

async function found(sources: Partial<Sources>, versions: Record<string, Version>): Promise<string> {
  const search = await findInterpreter({ ...nothing, ...sources }, machine(versions).probe);
  return "command" in search ? `${search.outcome} ${spelled(search.command)}` : search.outcome;
}

describe("the search for an interpreter", () => {
  it("takes the setting before all else", async () => {
    const choice = { setting: "/opt/py", pythonExtension: () => Promise.resolve("/venv/python") };
    assert.equal(await found(choice, { "/opt/py": [3, 12], "/venv/python": [3, 13], python3: [3, 14] }), "found /opt/py");
  });

  it("does not look past a setting that cannot be run", async () => {
    const { probe, asked } = machine({ python3: [3, 12] });
    const search = await findInterpreter({ ...nothing, setting: "/nowhere/python" }, probe);
    assert.equal(search.outcome, "broken-setting");
    assert.deepEqual(asked, ["/nowhere/python"]);
  });

  it("says that the setting's Python is too old", async () => {
    const search = await findInterpreter({ ...nothing, setting: "/usr/bin/python3.6" }, machine({ "/usr/bin/python3.6": [3, 6] }).probe);
    assert.ok(search.outcome === "too-old" && search.fromSetting);
  });

  it("takes the Python extension's choice before PATH", async () => {
    const choice = { pythonExtension: () => Promise.resolve("/venv/bin/python") };
    assert.equal(await found(choice, { "/venv/bin/python": [3, 11], python3: [3, 12] }), "found /venv/bin/python");
  });

  it("goes on to PATH when the Python extension's choice is too old", async () => {
    const choice = { pythonExtension: () => Promise.resolve("/venv/bin/python") };
    assert.equal(await found(choice, { "/venv/bin/python": [3, 8], python3: [3, 12] }), "found python3");
  });

  it("tries python3, then python, then py", async () => {
    assert.equal(await found({}, { python3: [3, 10], python: [3, 12] }), "found python3");
    assert.equal(await found({}, { python: [3, 12], py: [3, 12] }), "found python");
    assert.equal(await found({}, { py: [3, 12] }), "found py");
    assert.equal(await found({ platform: "win32" }, { "py -3": [3, 12] }), "found py -3");
  });

  it("passes over an old python3 for a newer one beside it", async () => {
    assert.equal(await found({}, { python3: [3, 9], "python3.12": [3, 12], "python3.11": [3, 11] }), "found python3.12");
  });

  it("names the old one when there is no other", async () => {
    assert.equal(await found({}, { python3: [3, 9], python: [2, 7] }), "too-old python3");
  });

  it("says what it tried when there is none", async () => {
    const search = await findInterpreter(nothing, machine({}).probe);
    assert.ok(search.outcome === "none");
    assert.deepEqual(search.tried.slice(0, 3), ["python3", "python", "py"]);
  });
});

describe("a version", () => {
  it("is read from what the interpreter prints", () => {
    assert.deepEqual(parseAnswer("3.10\n")?.version, [3, 10]);
    assert.deepEqual(parseAnswer("3.12\r\nC:\\Python 3\\python.exe"), { version: [3, 12], executable: "C:\\Python 3\\python.exe" });
    for (const text of ["", "Python 3.12", "3", "3.12.1", "Python was not found; run without arguments to install"]) {
      assert.equal(parseAnswer(text), undefined, text);
    }
  });

  it("is compared by number", () => {
    assert.ok(isNewEnough([3, 10]) && isNewEnough([3, 14]) && isNewEnough([4, 0]));
    assert.ok(!isNewEnough([3, 9]) && !isNewEnough([2, 99]));
  });
});

describe("a path in a setting", () => {
  const place = { home: "/home/u", workspaceFolder: "/my project", env: { VENV: "/v" } };
  for (const [written, expected] of [
    ["", undefined],
    ["   ", undefined],
    ["~/bin/python3", "/home/u/bin/python3"],
    ["${workspaceFolder}/.venv/bin/python", "/my project/.venv/bin/python"],
    ["${env:VENV}/bin/python", "/v/bin/python"],
    ["/odd~name/$&/python", "/odd~name/$&/python"],
  ] as const) {
    it(`"${written}" is ${expected ?? "no setting"}`, () => {
      assert.equal(expandPath(written, place), expected);
    });
  }
});

describe("asking a program for its version", { skip: process.platform === "win32" }, () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), "replycodes-"))));
  after(() => rm(folder, { recursive: true }));

  async function program(script: string) {
    const file = path.join(folder, "python3");
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return { program: file, args: [] };
  }

  it("believes what a Python prints", async () => {
    assert.deepEqual((await probeByRunning()(await program("printf 3.11")))?.version, [3, 11]);
  });

  it("takes a stub that prints advice and fails for no Python", async () => {
    assert.equal(await probeByRunning()(await program("echo Python was not found; exit 49")), undefined);
  });

  it("does not wait for ever", async () => {
    assert.equal(await probeByRunning(200)(await program("exec sleep 30")), undefined);
  });

  it("takes a missing file for no Python", async () => {
    assert.equal(await probeByRunning()({ program: path.join(folder, "absent"), args: [] }), undefined);
  });
});
