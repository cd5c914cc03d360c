import { describe, expect, it } from 'vitest';
import { addServiceCommands, statusLine } from '../../src/cli/service-commands.js';
import { ownFolder } from '../services/support.js';
import { runCommand } from './run-command.js';

const lives = { pid: 4711, startedAt: '2026-01-31T09:30:00.000Z', ports: [9092, 9093] };
const gone = { pid: undefined, startedAt: undefined, ports: [] };

it.each([
  [{ name: 'spark', state: 'running', ...lives }, 'running  process 4711  port 9092, 9093  since 2026-01-31'],
  [{ name: 'spark', state: 'suspended', ...lives }, 'suspended  process 4711  port 9092, 9093  since 2026'],
  [{ name: 'spark', state: 'died', ...gone }, 'died'],
] as const)('status shows the process of whatever lives: %j', (status, expected) => {
  expect(statusLine(status)).toContain(`spark         ${expected}`);
});

describe('where nothing has been started', () => {
  const { signal } = new AbortController();
  const streambook = async (...args: readonly string[]) =>
    runCommand((program) => addServiceCommands(program, signal), await ownFolder('home'), args);

  it('status lists the usual services as stopped, and as JSON', async () => {
    const { stdout } = await streambook('status');
    expect(stdout.trimEnd().split('\n')).toEqual(
      ['broker-1', 'broker-2', 'controller-3', 'spark'].map((name) => `${name.padEnd(13)} stopped`),
    );
    const { stdout: json } = await streambook('status', '--json');
    expect(JSON.parse(json)).toContainEqual({ name: 'spark', state: 'stopped', ports: [] });
  });

  it('logs has nothing to show, and says what would', async () => {
    const { stdout } = await streambook('logs');
    expect(stdout).toBe('no service has run yet; start them with: npx streambook up\n');
  });

  it('down has nothing to stop', async () => {
    const { stdout, error } = await streambook('down');
    expect([stdout, error]).toEqual(['nothing was running\n', undefined]);
  });

  it.each<[args: string[], message: RegExp]>([
    [
      ['up', '--with', 'mysql,hfds'],
      /^--with: there is no component "hfds"\. Did you mean "hdfs"\? There are kafka, /,
    ],
    [['up', '--with', ''], /^--with: there is no component ""/],
    [['logs', 'brokr-1'], /"brokr-1".*Did you mean "broker-1"\?/],
    [['reset'], /; add --yes to do it$/],
  ])('%j is refused', async (args, message) => {
    const { error, stdout } = await streambook(...args);
    expect(error?.constructor.name).toBe('UsageError');
    expect(error?.message).toMatch(message);
    expect(stdout).toBe('');
  });
});
