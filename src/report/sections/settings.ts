import type { z } from 'zod';
import { settingsOf } from '../../config/setting.js';
import { html } from '../../core/html.js';
import { code, paragraph } from '../blocks.js';
import type { Part } from '../section.js';
import { settingText } from '../setting-text.js';
import type { Writer } from '../writer.js';

/** Every setting of the experiment, as its schema describes them. */
export function settings({ input: { experiment }, table, tableRef }: Writer, schema: z.ZodObject): Part {
  const values = experiment as unknown as Readonly<Record<string, unknown>>;
  const rows = settingsOf(schema).filter(({ key }) => values[key] !== undefined);
  return {
    id: 'settings',
    title: 'Settings',
    body: [
      paragraph(html`${tableRef('settings')} gives every setting of the experiment, including defaults.`),
      table({
        id: 'settings',
        caption: html`Settings of the experiment ${code(experiment.name)}`,
        columns: [{ head: 'Setting', widthPct: 30 }, { head: 'Key', widthPct: 28 }, { head: 'Value' }],
        rows: rows.map((setting) => [
          setting.label,
          code(setting.key),
          settingText(setting, values[setting.key]),
        ]),
      }),
    ],
  };
}
