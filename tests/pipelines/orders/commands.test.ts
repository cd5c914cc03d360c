import { expect, it } from 'vitest';
import { addCommands } from '../../../src/pipelines/orders/commands.js';
import { runCommand } from '../../cli/run-command.js';
import { ownFolder } from '../../services/support.js';

const { signal } = new AbortController();
const streambook = async (args: readonly string[]) =>
  runCommand((program) => addCommands(program, signal), await ownFolder('home'), args);

it.each<[args: string[], message: RegExp]>([
  [['produce', '--events-per-second', '0'], /'0' is invalid\. Allowed is a number greater than 0/],
  [['produce', '--events-per-second=-3'], /'-3' is invalid/],
  [['produce', '--seed', '4.5'], /'4\.5' is invalid\. Allowed is a whole number from 0/],
  [['produce', '--invalid', '--fault-type', 'typo'], /'typo' is invalid\. .*malformed_json/],
])('%j is refused, with what is allowed', async (args, message) => {
  const { error, stdout } = await streambook(args);
  expect(error?.message).toMatch(message);
  expect(stdout).toBe('');
});

it.each([['produce', '--max-events', '1'], ['track'], ['stream']])(
  '%s needs services that run, and says what starts them',
  async (...args) => {
    const { error } = await streambook(args);
    expect(error).toMatchObject({ code: 'SERVICES_DOWN' });
    expect(error?.message).toMatch(/^Not running: .*broker-1.*; start them with: npx streambook up$/);
  },
);
