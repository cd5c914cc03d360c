import type { z } from 'zod';
import { UsageError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';

const TYPE_WORDS: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What an issue allows, in words, when zod's own message does not say it. */
function describeIssue(
  issue: z.core.$ZodIssue,
  allowedKeys: readonly string[],
  formerNames: Readonly<Record<string, string>>,
): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${[path, key].filter(Boolean).join('.')}"`).join(', ');
    // The keys of a nested object are not known here.
    if (path !== '') return `unknown key ${names}`;
    const today = issue.keys.flatMap((key) =>
      formerNames[key] === undefined ? [] : [`"${key}" is called "${formerNames[key]}" today`],
    );
    if (today.length > 0) return today.join(', ');
    const meant = issue.keys.length === 1 ? didYouMean(issue.keys[0] ?? '', allowedKeys) : '';
    return `unknown key ${names}.${meant} Allowed are ${allowedKeys.join(', ')}`;
  }
  const value = issue.input === undefined ? 'missing' : JSON.stringify(issue.input);
  const wanted =
    issue.code === 'invalid_type' ? `must be ${TYPE_WORDS[issue.expected] ?? issue.expected}` : issue.message;
  return `${path || 'the file'} is ${value}: ${wanted}`;
}

/** @throws UsageError BAD_EXPERIMENT, or another code, naming every wrong key, its value and what is allowed. */
export function parseSettings<S extends z.ZodObject>(
  schema: S,
  raw: unknown,
  source: string,
  code = 'BAD_EXPERIMENT',
  formerNames: Readonly<Record<string, string>> = {},
): z.output<S> {
  const result = schema.safeParse(raw, { reportInput: true });
  if (result.success) return result.data;
  const allowedKeys = Object.keys(schema.shape);
  const issues = result.error.issues.map((issue) => describeIssue(issue, allowedKeys, formerNames));
  throw new UsageError(code, `${source}: ${issues.join('; ')}`);
}
