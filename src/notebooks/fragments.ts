import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../config/paths.js';
import { firstLine, StreambookError } from '../core/errors.js';

const SCRIPT = join(PROJECT_ROOT, 'src', 'notebooks', 'fragments.py');
const OUTPUT_BYTES_MAX = 2 ** 28;

/**
 * Executed notebooks as pieces of HTML without head and styles, by file.
 *
 * @throws StreambookError NOTEBOOK_TOOLS_FAILED when nbconvert fails.
 */
export async function notebookFragments(
  venv: string,
  files: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  try {
    const python = join(venv, 'bin', 'python');
    const { stdout } = await promisify(execFile)(python, [SCRIPT, ...files], { maxBuffer: OUTPUT_BYTES_MAX });
    return z.record(z.string(), z.string()).parse(JSON.parse(stdout));
  } catch (error) {
    throw new StreambookError('NOTEBOOK_TOOLS_FAILED', `nbconvert failed: ${firstLine(error)}`, {
      cause: error,
    });
  }
}
