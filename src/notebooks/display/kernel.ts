import { createRequire } from 'node:module';

/** One output of a cell in several forms, by MIME type; whoever shows it takes the richest that it knows. */
export type Bundle = Readonly<Record<string, unknown>> & { readonly 'text/plain': string };

interface DisplayMessage {
  readonly data: Bundle;
  readonly metadata: object;
  readonly transient: { readonly display_id: string };
}

type WriteDisplayData = (message: DisplayMessage, isUpdate: boolean) => void;

/** What the kernel knows of a request to execute a cell. */
export interface CellRequest {
  readonly code: string;
}

type ExecuteCell = (this: object, request: CellRequest, ...writers: unknown[]) => Promise<unknown>;

interface KernelModule {
  readonly lastWriteDisplayData: WriteDisplayData | null;
  readonly JupyterHandlerImpl: {
    readonly prototype: { handleExecuteImpl: ExecuteCell; close: (this: object) => void };
  };
}

const require = createRequire(import.meta.url);

/** The kernel's own module, when this process is a kernel. It is looked up and never loaded: that would take a second. */
export function kernelModule(): KernelModule | undefined {
  return require.cache[require.resolve('tslab/dist/jupyter.js')]?.exports as KernelModule | undefined;
}

const currentWriter = (): WriteDisplayData | undefined => kernelModule()?.lastWriteDisplayData ?? undefined;

export const isNotebook = (): boolean => currentWriter() !== undefined;

/** An output that can be drawn again in its place. */
export interface Output {
  draw(bundle: Bundle): void;
}

let outputCount = 0;

/**
 * A new output of the cell that runs now, also when it is drawn only after the next cell has begun. Outside a notebook
 * its text goes to standard output.
 *
 * tslab's own `display` sends one MIME type at a time, so the message is written here. A message that draws an output
 * again names the output and not its cell, so it goes out with the cell of that time: nobody listens for an earlier one.
 */
export function newOutput(): Output {
  outputCount += 1;
  const displayId = `streambook-${process.pid}-${outputCount}`;
  const writeFirst = currentWriter();
  let isDrawn = false;
  return {
    draw(data) {
      const write = isDrawn ? currentWriter() : writeFirst;
      if (write === undefined) console.log(data['text/plain']);
      else write({ data, metadata: {}, transient: { display_id: displayId } }, isDrawn);
      isDrawn = true;
    },
  };
}

const unfinished = new Set<Promise<void>>();

const ofDrawings = new WeakSet<Promise<unknown>>();

/** Whether a promise is that of {@link drawingWork}: the cell waits for it, so nothing need be said of it. */
export const isOfDrawing = (promise: Promise<unknown>): boolean => ofDrawings.has(promise);

/** Does work that draws an output; the cell that called for it does not end before, even if it does not wait. */
export function drawingWork<T>(work: () => Promise<T>): Promise<T> {
  const promise = untilDone(work);
  ofDrawings.add(promise);
  return promise;
}

async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  unfinished.add(finished);
  try {
    return await work();
  } finally {
    unfinished.delete(finished);
    finish();
  }
}

/** Settles when nothing is being drawn any more. */
export async function drawingsDone(): Promise<void> {
  await Promise.all(unfinished);
}
