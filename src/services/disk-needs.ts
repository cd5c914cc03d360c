import type { ComponentName } from '../config/service-variables.js';
import { COMPONENTS } from './components/index.js';

/** Megabytes that embedded components write before they get any work. */
export const diskMbOf = (names: readonly ComponentName[]): number =>
  names.reduce((sum, name) => sum + COMPONENTS[name].diskMb, 0);
