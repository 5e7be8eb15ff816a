/** When a crashed server is started again: at once at first, then later and later, then not any more. */

const DELAYS = [0, 1_000, 4_000, 15_000];
const WINDOW = 3 * 60_000;

export class Backoff {
  private crashes: number[] = [];

  /** Milliseconds to wait before the next start; undefined when the server crashes too often. */
  afterCrash(now: number): number | undefined {
    this.crashes = this.crashes.filter((time) => now - time < WINDOW);
    const delay = DELAYS[this.crashes.length];
    this.crashes.push(now);
    return delay;
  }

  /** Somebody asked for a start: what was before no longer counts. */
  reset(): void {
    this.crashes = [];
  }
}
