import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hintAt, printForCells } from '../../../src/notebooks/display/errors.js';

const prototypes = [Error.prototype, Promise.prototype];
beforeAll(() => printForCells());
afterAll(() => {
  for (const prototype of prototypes) Reflect.deleteProperty(prototype, inspect.custom);
});

describe('an error in a cell', () => {
  it('is its name and message, without a stack', () => {
    expect(inspect(new RangeError('too far'))).toBe('RangeError: too far');
  });

  it('has the causes that say more than it says itself', () => {
    const refused = new TypeError('refused');
    const cause = new Error('no broker', { cause: refused });
    expect(inspect(new Error('nothing was sent', { cause }))).toBe(
      'Error: nothing was sent\n  because Error: no broker\n  because TypeError: refused',
    );
    expect(inspect(new Error('nothing was sent: refused', { cause: refused }))).toBe(
      'Error: nothing was sent: refused',
    );
  });

  it('of several has them all', () => {
    const several = new AggregateError([new Error('one'), 'two'], 'both failed');
    expect(inspect(several)).toBe('AggregateError: both failed; one; two');
  });

  it('of a schema names each place and what is wrong there', () => {
    const { error } = z.object({ load: z.object({ rate: z.int() }) }).safeParse({ load: { rate: 'x' } });
    expect(inspect(error)).toMatch(/^ZodError: load\.rate: [^\n{]*expected number[^\n{]*$/);
    expect(inspect(z.int().safeParse('x').error)).toMatch(/^ZodError: value: /);
  });

  it('loses the lines of a stack that a message brings along, and what Spark appends', () => {
    const ofNode = new Error(
      'the kernel said:\n    at ride (/home/ride.js:7:1)\n  at the bridge\nits tyre is flat',
    );
    expect(inspect(ofNode)).toBe('Error: the kernel said:\nits tyre is flat');
    expect(inspect(new Error('query failed\n\tat org.apache.spark.Ride.go'))).toBe('Error: query failed');
  });

  it('is explained by the first hint that knows it or a cause of it', () => {
    hintAt((message) => (message.includes('E-17') ? 'the tank is empty' : undefined));
    hintAt((message) => (message.includes('E-') ? 'something of the car' : undefined));
    expect(inspect(new Error('it stopped', { cause: new Error('E-17') }))).toBe(
      'Error: it stopped\n  because Error: E-17\n  that is: the tank is empty',
    );
    expect(inspect(new Error('E-18'))).toContain('\n  that is: something of the car');
    expect(inspect(new Error('it is late'))).not.toContain('that is');
  });
});

it('a promise says that it was not waited for', () => {
  expect(inspect(Promise.resolve(3))).toMatch(/^A Promise: its value is not there yet\. Put await/);
});
