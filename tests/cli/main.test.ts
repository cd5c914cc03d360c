import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { type TestHome, testHome } from '../experiment/home.js';

let home: TestHome;
beforeAll(async () => void (home = await testHome()));
afterAll(() => home.remove());

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = `
  import { main } from '${join(PROJECT_ROOT, 'dist', 'cli', 'main.js')}';
  await main(process.argv.slice(1));
`;

/** Runs a command in a process of its own, for its exit code. */
function streambook(...args: readonly string[]): Promise<Outcome> {
  const command = ['--input-type=module', '--eval', MAIN, '--', ...args];
  const env = { ...process.env, STREAMBOOK_HOME: home.folder };
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

describe('wrong usage has exit code 2 and one clear line', () => {
  const refused = async (args: readonly string[], words: readonly string[]) => {
    const { code, stdout, stderr } = await streambook(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n').filter((line) => line.startsWith('error: '))).toHaveLength(1);
    for (const word of words) expect(stderr).toContain(word);
    expect(stderr).not.toMatch(/^\s+at /m);
  };

  it.concurrent.each<[args: string[], words: string[]]>([
    [['rnu'], ["unknown command 'rnu'", 'Did you mean run?', 'streambook --help']],
    [
      ['run', '--sed', '1'],
      ['--sed', 'Did you mean --seed?'],
    ],
    [
      ['run', 'quik'],
      ['"quik"', 'Did you mean "quick"?', 'orders/course'],
    ],
    [['reset'], ['--yes']],
  ])('%j', refused);
});

describe('a command', () => {
  it('that is done has exit code 0, and says what was asked on standard output alone', async () => {
    const { version } = JSON.parse(await readFile(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await streambook('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect(await streambook('runs')).toMatchObject({
      code: 0,
      stdout: 'no runs yet; make one with: npm run report\n',
    });
    expect((await streambook('--help')).stdout).toMatch(/Commands:\n(.*\n)+ +compare .*\n(.*\n)+ +lab /);
  });

  it('that fails for no fault of its caller has exit code 1', async () => {
    expect(await streambook('report')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: There is no run yet; make one with: npm run report\n',
    });
  });

  it('shows the stack of its error with --debug', async () => {
    const { code, stderr } = await streambook('--debug', 'report');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: There is no run yet.*\n(.*\n)*\s+at /);
  });

  it('that meets a file system that refuses names the file', async () => {
    const file = join(home.folder, 'not-a-folder');
    await writeFile(file, '');
    const elsewhere = { ...home, folder: file };
    const before = home;
    home = elsewhere;
    const { code, stderr } = await streambook('runs');
    home = before;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: .*not-a-folder/);
  });
});
