import { InvalidArgumentError } from 'commander';
import { SEED_MAX } from './experiment.js';

/** Parsers of option values: each says what is allowed, in the words that follow the value in the error. */

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('Allowed is a number greater than 0.');
  }
  return value;
}

export function positiveInteger(text: string): number {
  const value = positiveNumber(text);
  if (!Number.isSafeInteger(value))
    throw new InvalidArgumentError('Allowed is a whole number greater than 0.');
  return value;
}

export function seedNumber(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > SEED_MAX) {
    throw new InvalidArgumentError(`Allowed is a whole number from 0 to ${SEED_MAX}.`);
  }
  return Number(text);
}

export function secondsOrZero(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('Allowed is a number of seconds, 0 or more.');
  }
  return value;
}
