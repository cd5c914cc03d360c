import { createRequire } from 'node:module';

/** One output of a cell in several forms, by MIME type; whoever shows it takes the richest that it knows. */
export type Bundle = Readonly<Record<string, unknown>> & { readonly 'text/plain': string };

interface DisplayMessage {
  readonly data: Bundle;
  readonly metadata: object;
  readonly transient: { readonly display_id: string };
}

interface KernelModule {
  readonly lastWriteDisplayData: ((message: DisplayMessage, isUpdate: boolean) => void) | null;
}

const require = createRequire(import.meta.url);

/** The kernel's own module, when this process is a kernel. It is looked up and never loaded: that would take a second. */
function kernel(): KernelModule | undefined {
  return require.cache[require.resolve('tslab/dist/jupyter.js')]?.exports as KernelModule | undefined;
}

export const isNotebook = (): boolean => (kernel()?.lastWriteDisplayData ?? null) !== null;

/** An output that can be drawn again in its place. */
export interface Output {
  draw(bundle: Bundle): void;
}

let outputCount = 0;

/**
 * A new output of the cell that runs. Outside a notebook its text goes to standard output.
 *
 * tslab's own `display` sends one MIME type at a time, so the message is written here.
 */
export function newOutput(): Output {
  outputCount += 1;
  const displayId = `streambook-${process.pid}-${outputCount}`;
  let isDrawn = false;
  return {
    draw(data) {
      const write = kernel()?.lastWriteDisplayData;
      if (write === undefined || write === null) console.log(data['text/plain']);
      else write({ data, metadata: {}, transient: { display_id: displayId } }, isDrawn);
      isDrawn = true;
    },
  };
}
