/** The bundled server on its own: any Python from 3.10 on runs it, and nothing else on the machine is seen or changed. */
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, describe, it } from "node:test";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";

const LINE = "status=bounced (host mx.example.net said: 550 5.1.1 <u@example.net>: Recipient address rejected)";
const URI = "file:///mail.log";

let folder: string;
let launcher: string;

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), "replycodes-bundle-"));
  execFileSync("python3", ["-m", "zipfile", "-e", process.env.VSIX ?? "", folder]);
  launcher = path.join(folder, "extension", "bundled", "launch.py");
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the server, hovers the reply and ends the server in good order. */
async function hoverThrough(program: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const child = spawn(program, [...args, launcher], { env });
  let complaints = "";
  child.stderr.on("data", (data: Buffer) => (complaints += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.listen();
  const died = ended.then((code) => Promise.reject(new Error(`the server ended with ${code ?? "a signal"}: ${complaints}`)));
  died.catch(() => undefined);
  const ask = (method: string, params?: object): Promise<unknown> =>
    Promise.race([connection.sendRequest(method, params), died]);
  await ask("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification("initialized", {});
  const textDocument = { uri: URI, languageId: "log", version: 1, text: LINE };
  await connection.sendNotification("textDocument/didOpen", { textDocument });
  const position = { line: 0, character: LINE.indexOf("550") };
  const answer = await ask("textDocument/hover", { textDocument: { uri: URI }, position });
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  assert.equal(await ended, 0, complaints);
  assert.equal(complaints, "");
  return JSON.stringify(answer);
}

/** The Pythons of this machine, those of pyenv included, with their versions. */
function pythons(): [program: string, version: string][] {
  const kept = path.join(process.env.PYENV_ROOT ?? path.join(homedir(), ".pyenv"), "versions");
  const ofPyenv = existsSync(kept) ? readdirSync(kept).map((name) => path.join(kept, name, "bin", "python")) : [];
  const named = ["python3", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14"];
  const found = new Map<string, string>();
  for (const program of [...named, ...ofPyenv]) {
    const script = "import sys; print('%d.%d' % sys.version_info[:2])";
    const { status, stdout } = spawnSync(program, ["-c", script], { encoding: "utf8" });
    if (status === 0 && !found.has(stdout.trim())) {
      found.set(stdout.trim(), program);
    }
  }
  return [...found].map(([version, program]) => [program, version]);
}

describe("the bundled server", () => {
  for (const [program, version] of pythons()) {
    const [major, minor] = version.split(".").map(Number);
    if (major === 3 && minor !== undefined && minor >= 10) {
      it(`runs on Python ${version}, isolated`, async () => {
        assert.match(await hoverThrough(program, ["-I", "-S"]), /mailbox unavailable/i);
      });
    } else {
      it(`says in one line that Python ${version} is too old`, () => {
        const { status, stderr } = spawnSync(program, [launcher], { encoding: "utf8" });
        assert.equal(status, 1);
        assert.equal(stderr.trim(), `Reply Codes needs Python 3.10 or newer; this is ${version}.`);
      });
    }
  }

  it("does not see packages of the machine, and writes nothing beside itself", async () => {
    const poison = path.join(folder, "poison");
    for (const name of ["pygls", "lsprotocol", "attrs", "attr", "cattrs", "yaml", "replycodes", "typing_extensions"]) {
      mkdirSync(path.join(poison, name), { recursive: true });
      writeFileSync(path.join(poison, name, "__init__.py"), `raise ImportError("the machine's ${name} was imported")`);
    }
    const before = readdirSync(path.join(folder, "extension"), { recursive: true }).length;
    // Without -I, as an own `replycodes.interpreter` wrapper might start it: the launcher isolates by itself.
    const venv = path.join(folder, "venv");
    execFileSync("python3", ["-m", "venv", "--without-pip", venv]);
    const site = path.join(venv, "lib", readdirSync(path.join(venv, "lib"))[0] ?? "", "site-packages");
    writeFileSync(path.join(site, "poison.pth"), poison);
    const answer = await hoverThrough(path.join(venv, "bin", "python"), ["-I"]);
    assert.match(answer, /mailbox unavailable/i);
    assert.equal(readdirSync(path.join(folder, "extension"), { recursive: true }).length, before);
  });

  it("keeps its byte code where it is told to", async () => {
    const cache = path.join(folder, "bytecode");
    const isolated = ["-I", "-S", "-X", `pycache_prefix=${cache}`];
    await hoverThrough("python3", isolated);
    const kept = readdirSync(cache).find((name) => name.startsWith("attrs-code."));
    assert.ok(kept !== undefined && readdirSync(cache).length > 1);
    const before = statSync(path.join(cache, kept)).mtimeMs;
    await hoverThrough("python3", isolated);
    assert.equal(statSync(path.join(cache, kept)).mtimeMs, before, "what is kept was not used");
    for (const spoilt of ["", "nonsense", readFileSync(path.join(cache, kept)).subarray(0, 5_000)]) {
      writeFileSync(path.join(cache, kept), spoilt);
      assert.match(await hoverThrough("python3", isolated), /mailbox unavailable/i);
    }
  });
});
