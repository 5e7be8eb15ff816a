/**
 * Runs test files, so many at a time. A file in which something failed runs once more and alone: a real editor and a browser on
 * a busy machine now and then lose a key press or a click. What fails twice, fails.
 */
import * as path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

async function failing(files: string[], concurrency: number): Promise<string[]> {
  const failed = new Set<string>();
  const tests = run({ files, concurrency });
  tests.on("test:fail", ({ file }) => failed.add(file ?? "a file that node did not name"));
  for await (const part of tests.compose(spec)) {
    process.stdout.write(part);
  }
  return [...failed];
}

const [concurrency, ...files] = process.argv.slice(2);
const first = await failing(files.map((file) => path.resolve(file)), Number(concurrency));
const again = first.filter((file) => path.isAbsolute(file));
if (again.length > 0) {
  console.log(`Once more, alone: ${again.map((file) => path.basename(file)).join(", ")}`);
}
const last = again.length > 0 ? await failing(again, 1) : [];
process.exitCode = last.length > 0 || again.length < first.length ? 1 : 0;
