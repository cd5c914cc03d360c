import { expect, it } from 'vitest';
import { statusLine } from '../../src/cli/service-commands.js';

const lives = { pid: 4711, startedAt: '2026-01-31T09:30:00.000Z', ports: [9092, 9093] };
const gone = { pid: undefined, startedAt: undefined, ports: [] };

it.each([
  [{ name: 'spark', state: 'running', ...lives }, 'running  process 4711  port 9092, 9093  since 2026-01-31'],
  [{ name: 'spark', state: 'suspended', ...lives }, 'suspended  process 4711  port 9092, 9093  since 2026'],
  [{ name: 'spark', state: 'died', ...gone }, 'died'],
] as const)('status shows the process of whatever lives: %j', (status, expected) => {
  expect(statusLine(status)).toContain(`spark         ${expected}`);
});
