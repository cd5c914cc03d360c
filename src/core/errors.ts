/** The one error that users see: what was wrong, the value, and how to fix it, in one line. */
export class StreambookError extends Error {
  override readonly name: string = 'StreambookError';
  /** Stable, for scripts and tests: UPPER_SNAKE_CASE. */
  readonly code: string;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** The caller asked for something that is not allowed or does not exist; the command line exits with 2. */
export class UsageError extends StreambookError {}

/** Turns whatever was thrown into an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** First line of what was thrown, for a message inside another message. */
export function firstLine(thrown: unknown): string {
  return toError(thrown).message.split('\n', 1)[0] ?? '';
}

/** True for a Node error of that code, such as ENOENT. */
export function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}
