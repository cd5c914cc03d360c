import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config/paths.js';

/** A command that says when it is interrupted. It would end by itself after a minute. */
const COMMAND = `
  import { signalFromTerminal } from '${join(PROJECT_ROOT, 'dist', 'cli', 'interruption.js')}';
  const wait = setTimeout(() => undefined, 60_000);
  signalFromTerminal().addEventListener('abort', ({ target }) => {
    console.log(target.reason.message);
    clearTimeout(wait);
  });
  console.log('ready');
`;

/** Node in a shell in a process that stands for npm, as npx starts a command. */
const LIKE_NPX = `
  import { spawn } from 'node:child_process';
  const env = { ...process.env, npm_command: 'exec' };
  spawn('sh', ['-c', '"$0" --input-type=module --eval "$1"; true', process.execPath, process.argv[1]], { env, stdio: 'inherit' });
`;

async function start(program: readonly string[]) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', ...program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  }) as ChildProcess & { stdout: NodeJS.ReadableStream };
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return { child, nextLine: async () => (await lines.next()).value as unknown };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s interrupts a command', async (signal) => {
  const { child, nextLine } = await start([COMMAND]);
  const ended = once(child, 'exit');
  child.kill(signal);
  expect(await nextLine()).toBe(`Interrupted by ${signal}`);
  await ended;
});

it.each(['SIGTERM', 'SIGKILL'] as const)('a command ends with the npx that %s ends', async (signal) => {
  const { child, nextLine } = await start([LIKE_NPX, COMMAND]);
  child.kill(signal);
  expect(await nextLine()).toMatch(/^Interrupted: npm/);
});
