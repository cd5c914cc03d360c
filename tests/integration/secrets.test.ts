import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { readAttachments } from '../../src/report/pdf-attachment.js';
import { freshFolder } from './support.js';

const TOKEN = 'aToken0f1nterest';

/** Runs a command with a token in SPARK_REMOTE. @returns its exit code and all that it said */
function streambook(home: string, sparkAddress: string, ...args: readonly string[]) {
  const env = {
    ...process.env,
    STREAMBOOK_HOME: home,
    SPARK_REMOTE: `sc://${sparkAddress}/;token=${TOKEN}`,
    KAFKA_BOOTSTRAP_SERVERS: inject('bootstrapServers'),
  };
  const command = [join(PROJECT_ROOT, 'bin', 'streambook.mjs'), ...args];
  return new Promise<{ readonly code: unknown; readonly said: string }>((resolve) =>
    execFile(process.execPath, command, { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: `${stdout}${stderr}` }),
    ),
  );
}

/** Everything below a folder, file after file. */
async function contentOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
  return texts.join('\n');
}

it('a token is in nothing that a failing connection says and leaves', async () => {
  const commands = [['up', '--debug'], ['doctor'], ['run', 'quick', '--debug']];
  const tryOut = async (args: readonly string[]) => {
    const home = await freshFolder('secrets-failing');
    const { code, said } = await streambook(home, 'localhost:1', ...args);
    expect({ args, code }).toEqual({ args, code: 1 });
    expect(said).toContain('localhost:1');
    expect(said).not.toContain(TOKEN);
    expect(await contentOf(home)).not.toContain(TOKEN);
  };
  await Promise.all(commands.map(tryOut));
});

it('a token is in nothing that a run says and leaves', async () => {
  const home = await freshFolder('secrets-run');
  const file = join(home, 'small.json');
  const experiment = { title: 'Small', question: 'Who reads the token?', durationSeconds: 3 };
  await writeFile(file, JSON.stringify({ ...experiment, excludedRampUpSeconds: 0, jvmWarmUpSeconds: 1 }));
  // Only to localhost may a token go without TLS.
  const address = inject('sparkRemote').replace(/^sc:..[\d.]+/, 'localhost');
  const up = await streambook(home, address, 'up');
  expect(up.said).toContain(`SPARK_REMOTE=sc://${address}/;token=***`);
  expect(up.said).not.toContain(TOKEN);
  const { code, said } = await streambook(home, address, 'run', file);
  expect({ code, leaked: said.includes(TOKEN), said }).toMatchObject({ code: 0, leaked: false });
  const content = await contentOf(home);
  expect(content).toContain('streambook-manifest');
  expect(content).not.toContain(TOKEN);
  const [pdf = ''] = /\S+report\.pdf/.exec(said) ?? [];
  const attached = [...(await readAttachments(await readFile(pdf), pdf)).values()].join('\n');
  expect(attached).toContain('streambook-manifest');
  expect(attached).not.toContain(TOKEN);
});
