import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';
import type { ComponentName } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import { StreambookError } from '../core/errors.js';
import type { Reporter } from '../core/reporter.js';
import { startServices } from '../services/start.js';
import { stopServices } from '../services/stop.js';

export interface LabOptions {
  /** Opens a browser; without, the address is printed. */
  readonly browser: boolean;
  readonly port: number;
  /** The components that the notebooks use. */
  readonly needs: readonly ComponentName[];
  /** The folder that JupyterLab shows. */
  readonly notebooks: string;
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

const CONFIG = join(PROJECT_ROOT, 'src', 'notebooks', 'jupyter_config.py');

/**
 * Starts the services, then JupyterLab on the notebooks' folder, and stays until it ends. Services that were started
 * for it are stopped then.
 *
 * @throws StreambookError LAB_FAILED when JupyterLab ends by itself; those of {@link startServices}.
 */
export async function startLab({
  browser,
  port,
  needs,
  notebooks,
  settings,
  reporter,
  signal,
}: LabOptions): Promise<void> {
  const { paths } = settings;
  const services = await startServices({ settings, reporter, signal, needs });
  try {
    const args = [
      '--config',
      CONFIG,
      '--notebook-dir',
      notebooks,
      '--port',
      String(port),
      ...(browser ? [] : ['--no-browser']),
      // A container's root has no other user; the port is open to this machine alone.
      ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
    ];
    // A group of its own, so that Ctrl-C reaches it once, from here, and not as a question at the terminal.
    const lab = spawn(join(paths.venv, 'bin', 'jupyter-lab'), args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    const stop = () => void lab.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      const [code] = (await once(lab, 'exit')) as [number | null];
      if (!signal.aborted && code !== 0) {
        throw new StreambookError(
          'LAB_FAILED',
          `JupyterLab ended with exit code ${code}; its output above says why`,
        );
      }
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  } finally {
    await stopServices({ settings, reporter }, services.stopAfterUse);
  }
}
