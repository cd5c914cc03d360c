import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { type Reporter, silentReporter } from '../../src/core/reporter.js';

/** A home of a test's own, where runs may be made of pipelines that need no service. */
export interface TestHome {
  readonly folder: string;
  readonly settings: Settings;
  /** Keeps its lines. */
  readonly reporter: Reporter;
  readonly lines: string[];
  readonly remove: () => Promise<void>;
}

export async function testHome(): Promise<TestHome> {
  const folder = await mkdtemp(join(tmpdir(), 'streambook-home-'));
  const lines: string[] = [];
  return {
    folder,
    settings: resolveSettings({ STREAMBOOK_HOME: folder }),
    reporter: { ...silentReporter, line: (text) => void lines.push(text) },
    lines,
    remove: () => rm(folder, { recursive: true }),
  };
}
