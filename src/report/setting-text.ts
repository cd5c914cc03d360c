import { z } from 'zod';
import { loadSchema } from '../producers/load.js';
import type { Setting } from '../config/setting.js';
import { count, date, exact, list, seconds } from './format.js';
import { loadText } from './load-text.js';

function numberText({ unit, zero }: Setting, value: number): string {
  if (value === 0 && zero !== undefined) return zero;
  if (unit === 's') return seconds(value);
  return unit === undefined ? String(value) : `${exact(value)}\u00a0${unit}`;
}

/** Values of a list, or how many there are when it has all. */
function listText({ schema, label }: Setting, values: readonly string[]): string {
  const all = schema instanceof z.ZodArray && schema.element instanceof z.ZodEnum && schema.element.options;
  return all && all.length === values.length
    ? `all ${count(all.length)} ${label.toLowerCase()}`
    : list(values);
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A setting's value for the table of settings. */
export function settingText(setting: Setting, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return numberText(setting, value);
  if (Array.isArray(value)) return listText(setting, value.map(plain));
  if (setting.schema instanceof z.ZodISODate) return date(String(value));
  const load = loadSchema.safeParse(value);
  if (load.success) return loadText(load.data);
  return plain(value);
}
