import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const TIMEOUT_MS = 10_000;

/**
 * Asks a browser for its version, "Chromium 147.0.7727.0". Where it cannot start, because it is a stub or lacks a
 * library, this fails at once and says why; launching it would take the whole process down with it at worst.
 *
 * @throws Error of the system or with the browser's own last words; the signal's reason on abort.
 */
export async function browserVersion(
  executablePath: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<string> {
  const { stdout } = await promisify(execFile)(executablePath, ['--version'], {
    env,
    signal,
    timeout: TIMEOUT_MS,
  });
  return stdout.trim();
}
