const INTERNAL_FRAMES = ['node:', '/node_modules/', new URL('.', import.meta.url).pathname];
/** What Spark appends to a message: the plan, the Java stack, the state of a streaming query. */
const APPENDIX = /(?<=SQLSTATE: \w{5}(; line \d+ pos \d+)?);\n|\n\tat |\n=== Streaming Query ===/;

/**
 * What a console or a notebook shows of an error: its name, its message without what Spark appends, causes that say more,
 * and those lines of the stack that are not the client's own. The whole message stays in `message`.
 */
export function displayError(error: Error): string {
  const lines = [`${error.name}: ${shortMessage(error)}`];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    const reason = shortMessage(cause);
    if (!lines.some((line) => line.includes(reason))) lines.push(`Caused by: ${reason}`);
  }
  const frames = error.stack?.split('\n').filter((line) => /^ {4}at /.test(line) && !isInternal(line)) ?? [];
  return [...lines, ...frames].join('\n');
}

/** The message without what Spark appends to it. */
export function shortMessage({ message }: Error): string {
  return message.split(APPENDIX, 1)[0] ?? '';
}

function isInternal(frame: string): boolean {
  return frame.endsWith('(<anonymous>)') || INTERNAL_FRAMES.some((part) => frame.includes(part));
}
