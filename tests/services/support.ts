import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { rm } from 'node:fs/promises';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { type Reporter, silentReporter } from '../../src/core/reporter.js';
import type { Ports, StartContext } from '../../src/services/component.js';

/** A folder that is gone after the test. */
export async function ownFolder(name = 'services'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `streambook-${name}-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Keeps the lines that it is given. */
export function listener(): Reporter & { readonly lines: string[] } {
  const lines: string[] = [];
  return { ...silentReporter, lines, line: (text) => void lines.push(text) };
}

/** Writes a program of the shell. @returns its file */
export async function shellProgram(file: string, ...lines: readonly string[]): Promise<string> {
  await writeFile(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  await chmod(file, 0o755);
  return file;
}

interface TestContext extends StartContext {
  readonly reporter: ReturnType<typeof listener>;
}

/** What the processes of a component are prepared with, all of it in folders of the test's own. */
export async function startContext(ports: Ports = {}, changes: Partial<Settings> = {}): Promise<TestContext> {
  const home = await ownFolder();
  const { paths, ...settings } = resolveSettings({ STREAMBOOK_HOME: home });
  return {
    settings: { ...settings, paths: { ...paths, setup: join(home, 'setup') }, ...changes },
    reporter: listener(),
    signal: undefined,
    env: { PATH: process.env['PATH'] },
    ports,
  };
}
