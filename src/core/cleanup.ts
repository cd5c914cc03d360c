import { withinMs } from './deadline.js';

/** Long enough for anything that answers at all. */
const CLOSE_TIMEOUT_MS = 5000;

interface Resource {
  readonly what: string;
  readonly close: () => unknown;
  readonly timeoutMs: number;
}

/** Told of what could not be closed, or not in time. */
export type CleanupProblem = (what: string, error: unknown) => void;

/**
 * What a piece of work has opened, closed in reverse order however the work ends: AsyncDisposableStack, which Node.js 20
 * lacks, with a deadline for each closing. A closing that fails or hangs is reported; it holds up neither the others nor
 * the error that made them necessary.
 */
export class CleanupStack implements AsyncDisposable {
  readonly #onProblem: CleanupProblem;
  readonly #resources: Resource[] = [];

  constructor(onProblem: CleanupProblem) {
    this.#onProblem = onProblem;
  }

  /** @param what For reports: "the streaming query". */
  defer(what: string, close: () => unknown, timeoutMs: number = CLOSE_TIMEOUT_MS): void {
    this.#resources.push({ what, close, timeoutMs });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (let next = this.#resources.pop(); next !== undefined; next = this.#resources.pop()) {
      const { what, close, timeoutMs } = next;
      try {
        await withinMs(timeoutMs, `${what} is closed`, () => Promise.resolve().then(close));
      } catch (error) {
        this.#onProblem(what, error);
      }
    }
  }
}
