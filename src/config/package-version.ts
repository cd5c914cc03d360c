import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Version in a folder's package.json: the project's own, or that of a package in node_modules. */
export function packageVersion(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}
