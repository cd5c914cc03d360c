import vm from 'node:vm';
import { drawingsDone, kernelModule } from './kernel.js';
import { sourceLine } from './source-line.js';

interface Cell {
  readonly source: string;
  /** What the kernel made of the source; set when it starts to run it. */
  compiled: string;
}

/** A line of a cell, as its author wrote it. */
export interface CellLine {
  /** The cell's number in the kernel's count, as in [3]; undefined for the cell that runs now. */
  readonly cell: number | undefined;
  /** Counts from 1. */
  readonly line: number;
  readonly text: string;
}

const cells = new Map<number, Cell>();
let current = 0;

const fileOf = (cell: number) => `streambook-cell-${cell}`;
const CELL_FRAME = /\bstreambook-cell-(\d+):(\d+):(\d+)\)?$/;

/** Deep enough for the cell's own frame to be among those that an error keeps; usually V8 keeps ten. */
const STACK_FRAMES = 50;

/** The innermost line of a cell that a stack leads to. */
export function cellLineOf(stack: string): CellLine | undefined {
  for (const frame of stack.split('\n')) {
    const [cell, row, column] = (CELL_FRAME.exec(frame) ?? []).slice(1).map(Number);
    const known = cell === undefined ? undefined : cells.get(cell);
    if (known === undefined || row === undefined || column === undefined) continue;
    const line = sourceLine(known.source, known.compiled, row, column);
    if (line === undefined) continue;
    const text = (known.source.split('\n')[line - 1] ?? '').trim();
    return { cell: cell === current ? undefined : cell, line, text };
  }
  return undefined;
}

function compiledAsFile(code: string, options?: vm.RunningScriptOptions | string): unknown {
  const cell = cells.get(current);
  // The kernel alone lets cells be interrupted; other code that runs in this context is none of a cell's.
  if (cell === undefined || typeof options !== 'object' || options.breakOnSigint !== true) {
    return runInThisContext(code, options);
  }
  cell.compiled = code;
  return runInThisContext(code, { ...options, filename: fileOf(current) });
}

const { runInThisContext } = vm;
let isWatching = false;

/**
 * Follows the kernel's cells from the next one on: their compiled code gets a file's name of its own, so that errors can
 * be led back to the line of the source, and a cell ends when its outputs are drawn. Outside a kernel it does nothing.
 */
export function followCells(): void {
  const kernel = kernelModule();
  if (kernel === undefined || isWatching) return;
  isWatching = true;
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, STACK_FRAMES);
  vm.runInThisContext = compiledAsFile;
  const { prototype } = kernel.JupyterHandlerImpl;
  const { handleExecuteImpl } = prototype;
  prototype.handleExecuteImpl = async function (request, ...writers) {
    current = ('execCount' in this ? Number(this.execCount) : current) + 1;
    cells.set(current, { source: request.code, compiled: '' });
    let interrupt: () => void = () => undefined;
    const interrupted = new Promise<void>((resolve) => (interrupt = resolve));
    process.once('SIGINT', interrupt);
    try {
      return await handleExecuteImpl.call(this, request, ...writers);
    } finally {
      await Promise.race([drawingsDone(), interrupted]);
      process.off('SIGINT', interrupt);
    }
  };
}
