import { expect, test } from 'vitest';
import { z } from 'zod';
import { html } from '../../../src/core/html.js';
import { renderReportHtml } from '../../../src/report/document.js';
import type { Part } from '../../../src/report/section.js';
import { reproduction } from '../../../src/report/sections/reproduction.js';
import { settings } from '../../../src/report/sections/settings.js';
import { tools } from '../../../src/report/sections/tools.js';
import type { Writer } from '../../../src/report/writer.js';
import { SMALL_REPORT, smallInput } from '../small-report.js';

/** The text of a part in a report of its own. */
function textOf(part: (writer: Writer) => Part, input = smallInput()): string {
  const sections = [{ id: 'only', title: 'Only', write: (writer: Writer) => ({ parts: [part(writer)] }) }];
  return renderReportHtml({ ...SMALL_REPORT, sections }, input)
    .replace(/^[^]*<main/, '<main')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ');
}

test('settings are those that the schema labels, with their units', () => {
  const schema = z.strictObject({
    title: z.string(),
    seed: z.int().meta({ label: 'Seed' }),
    pauseSeconds: z.number().default(0).meta({ label: 'Pause', unit: 's', zero: 'none' }),
    longest: z.number().optional().meta({ label: 'Longest word', unit: 'letters' }),
  });
  const { experiment, ...input } = smallInput();
  const values = { ...experiment, seed: 7, pauseSeconds: 0, longest: 12 };
  const text = textOf((writer) => settings(writer, schema), { ...input, experiment: values });
  expect(text).toContain('Seed seed 7 Pause pauseSeconds none Longest word longest 12 letters');
  expect(text).not.toContain('title');
});

test('tools have the roles that the pipeline gives them, and the versions of the record', () => {
  const roles = { spark: 'Counts', kafka: 'Carries words', java: 'Runs both' };
  const text = textOf((writer) => tools(writer, roles, html`<i>Mind the versions.</i>`));
  expect(text).toContain('Mind the versions.');
  expect(text).toContain('2 cores , 8,192 MB'.replace(' ,', ','));
  expect(text).toContain('Apache Spark 4.0.0 Counts Apache Kafka external Carries words Java – Runs both');
  const { record, ...input } = smallInput();
  const early = { ...input, record: { ...record, versions: undefined } };
  expect(textOf((writer) => tools(writer, roles), early)).toContain(
    'The run ended before the versions of its tools were recorded',
  );
});

test('a run is repeated by its command, and its report printed from its folder', () => {
  const text = textOf((writer) =>
    reproduction(writer, { seed: ['The same seed gives the same words.'], output: 'the words' }),
  );
  expect(text).toContain('The same seed gives the same words. To repeat the run, from the same folder:');
  expect(text).toContain('npx streambook run words');
  expect(text).toContain('npx streambook report 20261121-105812-words');
  expect(text).toContain('results.json , and the words .'.replace(' .', '.'));
});
