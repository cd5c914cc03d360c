import { withinMs } from '../../core/deadline.js';
import { firstLine } from '../../core/errors.js';
import { kernelModule } from './kernel.js';

/** Less than the seconds that Jupyter waits before it kills a kernel, as jupyter_config.py and execute.py set them. */
const CLOSING_TIMEOUT_MS = 8000;

const works: (() => Promise<void>)[] = [];
let isEnding = false;

async function end(): Promise<void> {
  // Jupyter asks for the end first by a message and then by SIGTERM.
  if (isEnding) return;
  isEnding = true;
  try {
    await withinMs(CLOSING_TIMEOUT_MS, 'what the kernel has open is closed', () =>
      Promise.all(works.map((work) => work())),
    );
  } catch (error) {
    console.error(firstLine(error));
  }
  // Connections that are still open would keep the process.
  process.exit(0);
}

/**
 * Has something done when the kernel is shut down or restarted. Outside a kernel nothing is: a program closes what it
 * has opened.
 */
export function atKernelEnd(work: () => Promise<void>): void {
  const kernel = kernelModule();
  if (kernel === undefined) return;
  works.push(work);
  if (works.length > 1) return;
  process.on('SIGTERM', () => void end());
  const { prototype } = kernel.JupyterHandlerImpl;
  const { close } = prototype;
  prototype.close = function () {
    close.call(this);
    void end();
  };
}
