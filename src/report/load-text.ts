import type { Load } from '../producers/load.js';
import { counted, exact, seconds } from './format.js';

/** How the rate goes, in words for a table. */
export function loadText(load: Load): string {
  switch (load.shape) {
    case 'constant':
      return 'constant';
    case 'ramp':
      return `from ${exact(load.from)} to ${exact(load.to)} times the rate`;
    case 'steps':
      return `steps of ${load.factors.map(exact).join(', ')} times the rate`;
    case 'spike':
      return `${exact(load.factor)} times the rate from ${seconds(load.atSeconds)} for ${seconds(load.forSeconds)}`;
    case 'daily':
      return `the hours of ${counted(load.days, 'day')}`;
  }
}
