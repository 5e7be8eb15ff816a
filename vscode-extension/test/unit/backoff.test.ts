import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Backoff } from "../../src/backoff.ts";

describe("restarts after crashes", () => {
  it("come later each time and then not any more", () => {
    const backoff = new Backoff();
    const delays = [1, 2, 3, 4, 5].map((second) => backoff.afterCrash(second * 1_000));
    assert.deepEqual(delays, [0, 1_000, 4_000, 15_000, undefined]);
  });

  it("forget crashes of long ago", () => {
    const backoff = new Backoff();
    backoff.afterCrash(0);
    assert.equal(backoff.afterCrash(10 * 60_000), 0);
  });

  it("begin anew when somebody asks for a start", () => {
    const backoff = new Backoff();
    [1, 2, 3, 4, 5].forEach((time) => backoff.afterCrash(time));
    backoff.reset();
    assert.equal(backoff.afterCrash(6), 0);
  });
});
