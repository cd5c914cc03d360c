import { inspect } from 'node:util';
import { z } from 'zod';
import { StreambookError } from './errors.js';
import { didYouMean } from './suggest.js';

/** What a function takes, by the names of its parameters and in their order. */
type Parameters = Readonly<Record<string, z.ZodType>>;

const VALUE_LENGTH_MAX = 60;

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

const isPlain = (value: object) =>
  Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/** A value as a message shows it: what a caller would recognize, and never pages of it. */
function valueText(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null && !isPlain(value))
    return `a ${(value as { constructor?: { name?: string } }).constructor?.name ?? 'object'}`;
  const isFlat =
    typeof value !== 'object' ||
    value === null ||
    Object.values(value).every((inner) => typeof inner !== 'object' && typeof inner !== 'function');
  if (!isFlat) return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  const text =
    typeof value === 'string' || typeof value === 'object' ? JSON.stringify(value) : inspect(value);
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX - 1)}…` : text;
}

const KINDS: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What was allowed, in words. */
function allowed(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `must be ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_small') {
    if (issue.origin === 'array' || issue.origin === 'string') return 'must not be empty';
    return issue.inclusive ? `must be ${issue.minimum} or more` : `must be more than ${issue.minimum}`;
  }
  if (issue.code === 'too_big') return `must be ${issue.maximum} or less`;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map((value) => JSON.stringify(value)).join(' or ');
    const known = issue.values.map(String);
    const meant = typeof issue.input === 'string' ? didYouMean(issue.input, known) : '';
    return `must be ${values}${meant === '' ? '' : `.${meant}`}`;
  }
  return issue.message;
}

function describe(name: string, schema: z.ZodType, issue: z.core.$ZodIssue): string {
  const path = [name, ...issue.path.map(String)].join('.');
  if (issue.code !== 'unrecognized_keys') return `${path} is ${valueText(issue.input)}: ${allowed(issue)}`;
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  const keys = inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  const [key = ''] = issue.keys;
  return `${path} has no "${key}".${didYouMean(key, keys)} Allowed are ${keys.join(', ')}`;
}

/** The other parameter whose place this value belongs into, and which holds what belongs here. */
function swappedWith(index: number, schemas: readonly z.ZodType[], given: readonly unknown[]) {
  const fits = (at: number, value: unknown) => schemas[at]?.safeParse(value).success ?? false;
  return schemas.findIndex(
    (_, other) =>
      other !== index && fits(other, given[index]) && fits(index, given[other]) && !fits(other, given[other]),
  );
}

/**
 * Checks what a caller gave a public function, before anything is done with it: cells are typed, but a value can be a
 * promise that was not waited for, or come from somewhere without types.
 *
 * @throws StreambookError BAD_ARGUMENT, in one line: function, parameter, value, and what is allowed.
 */
export function checkArguments(fn: string, parameters: Parameters, ...given: readonly unknown[]): void {
  const fail = (message: string): never => {
    throw new StreambookError('BAD_ARGUMENT', `${fn}: ${message}`);
  };
  const names = Object.keys(parameters);
  const schemas = Object.values(parameters);
  given.forEach((value, index) => {
    if (isPromise(value))
      fail(`${names[index] ?? 'an argument'} is a Promise: put await before the call that makes it`);
  });
  names.forEach((name, index) => {
    const schema = schemas[index];
    const issue = schema?.safeParse(given[index], { reportInput: true }).error?.issues[0];
    if (schema === undefined || issue === undefined) return;
    if (swappedWith(index, schemas, given) >= 0)
      fail(`the arguments are swapped: call ${fn}(${names.join(', ')})`);
    fail(describe(name, schema, issue));
  });
}

/** An object that the library or one of its own makes, recognized by what only such an object has. */
export const objectWith = (what: string, ...keys: readonly string[]): z.ZodType =>
  z.custom((value) => typeof value === 'object' && value !== null && keys.every((key) => key in value), {
    error: `must be ${what}`,
  });
