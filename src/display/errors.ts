import { inspect } from 'node:util';

/** The chain of causes, one line each. */
function shortText(error: Error): string {
  const [first, ...more] = error.message.split('\n');
  const line = `${error.name}: ${first}${more.length > 0 ? ' …' : ''}`;
  return error.cause instanceof Error ? `${line}\n  because ${shortText(error.cause)}` : line;
}

/** Errors that end a cell are printed without their stack, which tells of the kernel and not of the cell. */
export function shortenErrors(): void {
  Object.defineProperty(Error.prototype, inspect.custom, {
    configurable: true,
    value(this: Error) {
      return shortText(this);
    },
  });
}
