import type { ComponentName } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import { COMPONENTS } from './components/index.js';

/** Megabytes that these components write before they get any work; services of others write on their own disks. */
export const diskMbOf = (names: readonly ComponentName[], external: Settings['external']): number =>
  names
    .filter((name) => external[name] === undefined)
    .reduce((sum, name) => sum + COMPONENTS[name].diskMb, 0);
