import { PIPELINES } from '../../../../src/pipelines/index.js';
import { orders } from '../../../../src/pipelines/orders/pipeline.js';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFName, rgb } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failures, isWordsOnly, verificationText } from '../../../../src/cli/verification-text.js';
import { chartsOf } from '../../../../src/experiment/render.js';
import { reprint } from '../../../../src/experiment/verify/reprint.js';
import { type Verification, verifyReport } from '../../../../src/experiment/verify/verify.js';
import { withProperties } from '../../../../src/report/document-properties.js';
import { renderReportHtml, reportProperties } from '../../../../src/report/document.js';
import type { OrdersInput } from '../../../../src/pipelines/orders/report/types.js';
import { printPdf } from '../../../../src/report/print.js';
import { bundledChromiumFolder, writeReport } from '../../../../src/report/write.js';
import { simulatedExperiment, simulateRun } from '../simulated-run.js';
import {
  attachedTo,
  insertPage,
  withAttachments,
  withEdited,
  withoutAttachments,
  withPages,
} from '../../../experiment/verify/forge.js';
import { ORDERS_REPORT } from '../report/sample-report.js';
import { sectionsOf } from '../../../../src/pipelines/orders/record.js';

let home: string;
let input: OrdersInput;
let genuine: Uint8Array;
let other: Uint8Array;

async function reportOf(run: OrdersInput, name: string): Promise<Uint8Array> {
  const charts = await chartsOf(orders.charts, run.results);
  return readFile((await writeReport(ORDERS_REPORT, { ...run, charts }, join(home, name))).pdf);
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'verify-report-test-'));
  input = await simulateRun(home, 'a-run');
  genuine = await reportOf(input, 'genuine');
  other = await reportOf(await simulateRun(home, 'b-run', simulatedExperiment({ seed: 12 })), 'other');
}, 180_000);
afterAll(() => rm(home, { recursive: true }));

/** Most forgeries leave the attachments alone, and what is printed from these need be printed once. */
const printed = new Map<string, ReturnType<typeof reprint>>();
const printOnce: typeof reprint = (pipeline, bundle, signal) => {
  const key = JSON.stringify(bundle.contents);
  const known = printed.get(key) ?? reprint(pipeline, bundle, signal);
  printed.set(key, known);
  return known;
};
const verified = (pdf: Uint8Array): Promise<Verification> =>
  verifyReport(PIPELINES, pdf, 'report.pdf', { print: printOnce });

async function failuresOf(pdf: Uint8Array): Promise<string> {
  const verification = await verified(pdf);
  expect(verification.holds).toBe(false);
  return failures(verification).join('\n');
}

type Change<T> = (value: T) => unknown;
/** The run with a change, as somebody prints it who has Streambook and edits what it prints from. */
async function printedWith(change: Change<OrdersInput>): Promise<Uint8Array> {
  const changed = JSON.parse(JSON.stringify(input)) as OrdersInput;
  change(changed);
  return reportOf(changed, 'forged');
}

describe('a genuine report', () => {
  it('holds, all of its pages included', async () => {
    const verification = await verified(genuine);
    expect(failures(verification)).toEqual([]);
    expect(verification).toMatchObject({ holds: true, runId: 'a-run', seed: 11 });
    expect(verification.pages).toMatchObject({ compared: 'drawings', differences: [] });
    expect(verification.pages?.pages).toBeGreaterThan(10);
  });

  it('that another version printed holds by its words, and it is said that layout was not compared', async () => {
    const verification = await verified(await claimingOtherRenderer(genuine));
    expect(failures(verification)).toEqual([]);
    expect(verification.pages).toMatchObject({ compared: 'words' });
    expect(verification.pages?.otherRenderer).toContain('another version');
  });
});

/** As another version of the source would have printed it. */
const claimingOtherRenderer = (pdf: Uint8Array) =>
  withEdited(pdf, 'bundle.json', (text) =>
    text.replace(/("source_sha256": *")[0-9a-f]{64}/, `$1${'1'.repeat(64)}`),
  );

/** Forgeries of what is printed. Each is found by its words alone, too. */
interface Forgery {
  readonly forge: () => Promise<Uint8Array>;
  readonly found: RegExp;
  /** When only the words can be compared. */
  readonly inWords: RegExp;
}

const FORGERIES: Readonly<Record<string, Forgery>> = {
  '1: a number on a page': {
    async forge() {
      const charts = await chartsOf(orders.charts, input.results);
      const { pdf } = await printPdf(
        (pages, chromium) => {
          const { versions, ...record } = input.record;
          const known = { ...record, ...(versions && { versions: { ...versions, chromium } }) };
          return renderReportHtml(ORDERS_REPORT, { ...input, record: known, charts }, pages).replace(
            /(committed file, p95<\/dt>\s*<dd>)[^<]*/,
            '$112.3 ms',
          );
        },
        { bundledFolder: bundledChromiumFolder() },
      );
      const titled = await withProperties(pdf, reportProperties(ORDERS_REPORT, input));
      return withAttachments(titled, await attachedTo(genuine));
    },
    found: /^page 1: expected "[^"]* [\d.]+ m?s", found "[^"]* 12\.3 ms"$/,
    inWords: /^page 1: expected "[^"]* [\d.]+ m?s", found "[^"]* 12\.3 ms"$/,
  },
  '3: a page of one number that is all of the report': {
    forge: () =>
      withPages(genuine, (document) => {
        while (document.getPageCount() > 1) document.removePage(1);
        document.getPage(0).drawText('p95 = 12.3 ms', { x: 100, y: 100 });
      }),
    found: /page 1: expected .*, found ".*p95 = 12\.3 ms[^]*page 2 is missing/,
    inWords: /^page 1: expected .*, found ".*p95 = 12\.3 ms/,
  },
  '4: a missing page': {
    forge: () => withPages(genuine, (document) => document.removePage(5)),
    found: /^page 6 is missing: "[^\n]*$/,
    inWords: /^page 6: expected "[^"]*", found "[^"]* \(nothing\)"$/m,
  },
  '5: an added page': {
    forge: () => withPages(genuine, (document) => insertPage(document, 3, other, 8)),
    found: /^page 4 does not belong to this report/,
    inWords: /^page 4: expected ".* \(nothing\)", found "/,
  },
  '6: a page of another run': {
    forge: () =>
      withPages(genuine, async (document) => {
        document.removePage(7);
        await insertPage(document, 7, other, 7);
      }),
    found: /page 8: expected ".*a-run.*", found ".*b-run/,
    inWords: /^page 8: expected /,
  },
  "7: another run's attachments": {
    forge: async () => withAttachments(genuine, await attachedTo(other)),
    found: /page 1: expected ".*b-run.*", found ".*a-run/,
    inWords: /page 1: expected ".*b-run.*", found ".*a-run/,
  },
};

describe.each(Object.entries(FORGERIES))('a forged report is found, %s', (_, { forge, found, inWords }) => {
  let forged: Uint8Array;
  beforeAll(async () => void (forged = await forge()), 60_000);

  it('and it is said where', async () => {
    expect(await failuresOf(forged)).toMatch(found);
  });

  it('when it claims another renderer, so that words alone are compared', async () => {
    expect(await failuresOf(await claimingOtherRenderer(forged))).toMatch(inWords);
  });
});

describe('a forged report is found, and it is said where', () => {
  it('2: a number of an attached file', async () => {
    const edited = await withEdited(genuine, 'run.json', (text) =>
      text.replace(/"p95": [\d.]+/, '"p95": 12.3'),
    );
    const found = await failuresOf(edited);
    expect(found).toContain('the attached run.json was changed: its hash differs');
    expect(found).toMatch(/p95 is 12\.3, should be/);
  });

  it('8: a picture over a number', async () => {
    const covered = await withPages(genuine, (document) =>
      document.getPage(0).drawRectangle({ x: 50, y: 300, width: 300, height: 250, color: rgb(1, 1, 1) }),
    );
    expect(await failuresOf(covered)).toMatch(
      /^page 1: the same words, but .* % of the picture is drawn differently/,
    );
  });

  it('9: an attached file of another run', async () => {
    const latencies = (await attachedTo(other)).get('latencies.json') ?? '';
    const found = await failuresOf(await withEdited(genuine, 'latencies.json', () => latencies));
    expect(found).toContain('the attached latencies.json was changed');
    expect(found).toContain('latencies.json: run_id is "b-run", should be "a-run"');
  });

  it('a stamp that shows on paper alone', async () => {
    const stamped = await withPages(genuine, (document) => {
      const { context } = document;
      const [PRINT, NO_VIEW] = [4, 32];
      const appearance = context.register(
        context.stream('1 1 1 rg 0 0 300 250 re f', {
          Type: 'XObject',
          Subtype: 'Form',
          BBox: [0, 0, 300, 250],
        }),
      );
      const stamp = context.register(
        context.obj({
          Type: 'Annot',
          Subtype: 'Stamp',
          Rect: [50, 300, 350, 550],
          F: PRINT + NO_VIEW,
          AP: { N: appearance },
        }),
      );
      document.getPage(0).node.addAnnot(stamp);
    });
    expect(await failuresOf(stamped)).toBe(
      'page 1: its annotations (links, stamps, form fields) are not those of the report',
    );
  });

  it.each([
    ['CropBox', [0, 0, 300, 400]],
    ['Rotate', 180],
  ])('a page that takes its %s from the tree above it', async (key, value) => {
    const turned = await withPages(genuine, (document) => {
      const { context, catalog } = document;
      catalog.Pages().set(PDFName.of(key), context.obj(value as never));
    });
    expect(await failuresOf(turned)).toMatch(/^page 1\b/);
  });

  it('properties of the document', async () => {
    const renamed = await withPages(genuine, (document) => document.setAuthor('Somebody else'));
    expect(await failuresOf(renamed)).toMatch(/^document\.author is "Somebody else", should be "/);
  });

  it('a report that claims another renderer holds in its words alone', async () => {
    const verification = await verified(await claimingOtherRenderer(genuine));
    expect(isWordsOnly(verification)).toBe(true);
    expect(verificationText(verification)).toContain('verdict: holds in its words alone');
  });

  it('10: an attached file that was removed', async () => {
    const attached = new Map(await attachedTo(genuine));
    attached.delete('latencies.json');
    expect(await failuresOf(await withAttachments(genuine, attached))).toContain(
      'the attached latencies.json is missing',
    );
  });

  it('11: a faster run in record, charts and text', async () => {
    const found = await failuresOf(
      await printedWith(({ record, results, manifest }) => {
        const faster = { p50: 5, p90: 10, p95: 12.3, p99: 20, p99_9: 30, max: 31 };
        Object.assign(sectionsOf(record).stream!.commit_ms, faster);
        Object.assign(sectionsOf(record).latency!.raw_ms, faster);
        manifest!.timings['committed_p95_ms'] = 12.3;
        results.measurements.latency_curves[2]!.points.forEach((point) => (point.ms = point.percentile / 3));
      }),
    );
    expect(found).toContain('stream.commit_ms.p95 is 12.3, should be');
  });

  it('12: another seed everywhere', async () => {
    const found = await failuresOf(
      await printedWith(({ record, experiment, manifest }) =>
        [record, experiment, manifest!.experiment].forEach((part) => ((part as { seed: number }).seed = 99)),
      ),
    );
    expect(found).toContain('events.valid.sha256');
  });

  it('13: events that were lost in the ledger', async () => {
    const found = await failuresOf(
      await printedWith(({ record }) => {
        sectionsOf(record).ledger!.generated += 5;
        sectionsOf(record).ledger!.acked += 5;
      }),
    );
    expect(found).toMatch(/ledger\.acked is \d+, should be/);
  });

  it('14: a higher rate in the settings', async () => {
    const found = await failuresOf(
      await printedWith(({ experiment, manifest }) =>
        [experiment, manifest!.experiment].forEach(
          (part) => ((part as { validEventsPerSecond: number }).validEventsPerSecond = 25),
        ),
      ),
    );
    expect(found).toMatch(/ledger\.generated is \d+, should be/);
  });
});

describe('a file that cannot be checked is refused in one line', () => {
  it.each<[what: string, pdf: () => Promise<Uint8Array>, message: RegExp]>([
    ['no PDF', () => Promise.resolve(Buffer.from('p95 = 12.3 ms')), /^report\.pdf cannot be read as a PDF: /],
    ['half of a PDF', () => Promise.resolve(genuine.subarray(0, 20_000)), /^report\.pdf/],
    [
      'without attachments',
      () => withoutAttachments(genuine),
      /^report\.pdf carries no attachments to check it by/,
    ],
    [
      'an attached file cut short',
      () => withEdited(genuine, 'results.json', (text) => text.slice(0, 1000)),
      /^report\.pdf: the attached results\.json cannot be read/,
    ],
    [
      'an attached file of garbage',
      () => withEdited(genuine, 'run.json', () => '{"format": "streambook-run"}'),
      /^report\.pdf: the attached run\.json cannot be read: /,
    ],
  ])('%s', async (_, pdf, message) => {
    const attempt = verified(await pdf());
    await expect(attempt).rejects.toMatchObject({
      code: 'BAD_REPORT',
      message: expect.stringMatching(message) as string,
    });
  });

  it('of an earlier version, with a manifest alone, is checked as far as that goes', async () => {
    const manifest = (await attachedTo(genuine)).get('manifest.json') ?? '';
    const old = await withAttachments(genuine, new Map([['manifest.json', manifest]]));
    const verification = await verified(old);
    expect(verification.holds).toBe(false);
    expect(verification.recomputed.flatMap(({ differences }) => differences)).toEqual([]);
    expect(failures(verification).join()).toContain('an earlier version printed this report');
  });
});

it('what a bundle has the hash of is what is attached', async () => {
  const attached = await attachedTo(genuine);
  const index = JSON.parse(attached.get('bundle.json') ?? '') as {
    files: { name: string; sha256: string }[];
  };
  for (const { name, sha256 } of index.files) {
    expect([
      name,
      createHash('sha256')
        .update(attached.get(name) ?? '')
        .digest('hex'),
    ]).toEqual([name, sha256]);
  }
  expect(index.files.map(({ name }) => name)).toEqual([
    'run.json',
    'config.json',
    'results.json',
    'latencies.json',
    'manifest.json',
  ]);
});
