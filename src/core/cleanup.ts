import { withinMs } from './deadline.js';

/** Long enough for anything that answers at all. */
const CLOSE_TIMEOUT_MS = 5000;

interface Resource {
  readonly what: string;
  readonly close: () => unknown;
  readonly timeoutMs: number;
}

/** Called with what could not be closed, or not in time. */
export type CleanupProblem = (what: string, error: unknown) => void;

/**
 * What a piece of work has opened, closed in reverse order however the work ends: AsyncDisposableStack, which Node.js 20
 * lacks, with a deadline for each closing. A closing that fails or hangs is reported; it holds up neither the others nor
 * the error that made them necessary.
 */
export class CleanupStack implements AsyncDisposable {
  readonly #onProblem: CleanupProblem;
  readonly #opened: (Resource | CleanupStack)[] = [];
  #isClosed = false;

  constructor(onProblem: CleanupProblem) {
    this.#onProblem = onProblem;
  }

  /**
   * Closed already, it closes this at once: work that was given up may still open something.
   *
   * @param what For reports: "the streaming query".
   */
  defer(what: string, close: () => unknown, timeoutMs: number = CLOSE_TIMEOUT_MS): void {
    const resource = { what, close, timeoutMs };
    if (this.#isClosed) void this.#close(resource);
    else this.#opened.push(resource);
  }

  /** A stack for a part of the work, which may be closed before the rest. What is left in it is closed with the rest. */
  nested(): CleanupStack {
    const part = new CleanupStack(this.#onProblem);
    part.#isClosed = this.#isClosed;
    this.#opened.push(part);
    return part;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (let next = this.#opened.pop(); next !== undefined; next = this.#opened.pop()) {
      await (next instanceof CleanupStack ? next[Symbol.asyncDispose]() : this.#close(next));
    }
    this.#isClosed = true;
  }

  async #close({ what, close, timeoutMs }: Resource): Promise<void> {
    try {
      await withinMs(timeoutMs, `${what} is closed`, () => Promise.resolve().then(close));
    } catch (error) {
      this.#onProblem(what, error);
    }
  }
}
