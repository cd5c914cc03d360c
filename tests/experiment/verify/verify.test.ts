import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  attachedEvidence,
  type Verification,
  verifyReport,
  verifyRun,
  verifyUnfinishedRun,
} from '../../../src/experiment/verify/verify.js';
import type { Pipeline } from '../../../src/experiment/pipeline.js';
import { type TestHome, testHome } from '../home.js';
import { words, wordsEvidence, type WordsEvidence } from '../words.js';
import { withAttachments, withEdited, withoutAttachments, withPages } from './forge.js';
import { printWords } from './words-report.js';

const pathsIn = ({ recomputed, derived }: Verification) =>
  [...recomputed, ...derived].flatMap(({ differences }) => differences.map(({ path }) => path));

describe('a run', () => {
  const verifiedWith = (change: (evidence: WordsEvidence) => unknown = () => undefined) => {
    const evidence = wordsEvidence();
    change(evidence);
    return verifyRun(words, evidence);
  };

  it('holds by what the seed gives, by what its files say of each other, and claims the rest', async () => {
    const verification = await verifiedWith();
    expect(verification).toMatchObject({
      runId: '20260131-093000-count',
      experiment: 'count',
      seed: 42,
      authors: [],
      problems: [],
      holds: true,
    });
    expect(verification.recomputed.map(({ what }) => what)).toEqual(['the words']);
    expect(verification.derived.map(({ what }) => what)).toEqual([
      'one run, one experiment in all files',
      'the time',
    ]);
    expect(verification.claimed[0]).toBe('that counting took 16 ms');
  });

  it.each<[what: string, change: (evidence: WordsEvidence) => unknown, paths: string[]]>([
    ['a result', ({ results }) => (results.words[1]!.count += 1), ['words.1.count']],
    [
      'a section',
      ({ record }) => (record.sections['time_ms'] = 5),
      ['manifest.json: timings.time_ms', 'time_ms'],
    ],
    ['a file that is of another run', ({ manifest }) => (manifest!.run_id = 'b'), ['manifest.json: run_id']],
  ])('does not hold by %s', async (_, change, paths) => {
    const verification = await verifiedWith(change);
    expect(verification.holds).toBe(false);
    expect(pathsIn(verification)).toEqual(paths);
  });

  it('of a pipeline that can check nothing holds by its files alone', async () => {
    const plain: Pipeline = { ...words };
    delete (plain as { verifiable?: unknown }).verifiable;
    const evidence = wordsEvidence();
    evidence.results.words[0]!.count = 99;
    const { holds, recomputed, derived } = await verifyRun(plain, evidence);
    expect([holds, recomputed.length, derived.length]).toEqual([true, 0, 1]);
  });

  it('that has failed may hold: it says how it ended, and who hands it in', async () => {
    const error = { phase: 'collect', code: 'WORDS_LOST', message: '1 words were lost' };
    const failed = await verifiedWith(({ record }) => {
      Object.assign(record, { status: 'failed', error, title_page: { authors: ['Ada'] } });
    });
    expect(failed).toMatchObject({ holds: true, ended: 'the run failed in phase collect', authors: ['Ada'] });
    const interrupted = await verifiedWith(({ record }) =>
      Object.assign(record, { status: 'interrupted', error }),
    );
    expect(interrupted.ended).toBe('the run was interrupted in phase collect');
  });

  it('that ended before it had results only claims', () => {
    const { results, ...evidence } = wordsEvidence();
    expect(results).toBeDefined();
    const { holds, recomputed, derived, claimed } = verifyUnfinishedRun(words, evidence);
    expect([holds, recomputed, derived]).toEqual([true, [], []]);
    expect(claimed).toContain('that counting took 16 ms');
  });

  describe('of version 1', () => {
    const ofVersion1 = (evidence: WordsEvidence) => {
      evidence.record.made_as_version = 1;
      delete evidence.manifest!.timings['memory'];
    };

    it('need not have the figures that came later, which are claimed by their number', async () => {
      const verification = await verifiedWith(ofVersion1);
      expect(verification.holds).toBe(true);
      expect(verification.claimed.at(-1)).toBe(
        '1 figures that the earlier version which made the run did not have',
      );
    });

    it('does not hold by a figure that it has and that is another', async () => {
      const verification = await verifiedWith((evidence) => {
        ofVersion1(evidence);
        evidence.results.words[1]!.count += 1;
      });
      expect(verification.holds).toBe(false);
      expect(pathsIn(verification)).toEqual(['words.1.count']);
    });

    it('with all of its figures claims nothing more', async () => {
      const verification = await verifiedWith(({ record }) => (record.made_as_version = 1));
      expect(verification.claimed).toEqual((await verifiedWith()).claimed);
    });
  });

  it('of this version must have every figure', async () => {
    const verification = await verifiedWith(({ manifest }) => delete manifest!.timings['memory']);
    expect(pathsIn(verification)).toEqual(['manifest.json: timings.memory']);
  });
});

describe('a report', () => {
  let home: TestHome;
  let genuine: Uint8Array;
  beforeAll(async () => {
    home = await testHome();
    genuine = await printWords(home.folder);
  }, 60_000);
  afterAll(() => home.remove());

  const verified = (pdf: Uint8Array) => verifyReport([words], pdf, 'report.pdf');

  it('that is genuine holds by its pages, its data and its properties', async () => {
    const verification = await verified(genuine);
    expect(verification).toMatchObject({ holds: true, problems: [], pages: { differences: [] } });
    expect(verification.derived.at(-1)?.what).toBe('the properties of the document');
  }, 60_000);

  it('with a page too few, another title or a changed file does not', async () => {
    const forged = await withPages(genuine, (document) => {
      document.removePage(1);
      document.setTitle('Another title');
    });
    const verification = await verified(
      await withEdited(forged, 'results.json', (text) => text.replace('3', '4')),
    );
    expect(verification.holds).toBe(false);
    expect(verification.pages?.differences.map(({ kind }) => kind)).toContain('missing');
    expect(verification.problems).toEqual(['the attached results.json was changed: its hash differs']);
    expect(pathsIn(verification)).toEqual(expect.arrayContaining(['words.0.count', 'document.title']));
  }, 60_000);

  it('that says it is of another run than its record does not', async () => {
    const forged = await withEdited(genuine, 'bundle.json', (text) =>
      text.replace(/("run_id": )"[^"]*"/, '$1"b"'),
    );
    expect((await verified(forged)).problems).toEqual(['bundle.json is of run b']);
  }, 60_000);

  it('gives what it carries, so that its run can be repeated', async () => {
    const { experiment, results } = await attachedEvidence([words], genuine, 'report.pdf');
    expect({ experiment, results }).toEqual({
      experiment: wordsEvidence().experiment,
      results: wordsEvidence().results,
    });
    const bare = await withoutAttachments(genuine);
    await expect(attachedEvidence([words], bare, 'bare.pdf')).rejects.toMatchObject({
      code: 'BAD_REPORT',
      message: 'bare.pdf carries too little of its run to repeat it',
    });
  });

  it('of the first versions, with a manifest alone, has its numbers compared with those of the seed', async () => {
    const withManifest = async (numbers: object) => {
      const manifest = { ...wordsEvidence().manifest, version: 1, numbers };
      const empty = await (await PDFDocument.create()).save();
      return verified(await withAttachments(empty, new Map([['manifest.json', JSON.stringify(manifest)]])));
    };
    const { words: counts } = wordsEvidence().results;
    const genuineNumbers = await withManifest({ words: counts });
    expect(pathsIn(genuineNumbers)).toEqual([]);
    expect(genuineNumbers.recomputed[0]?.values).toBe(6);
    expect(genuineNumbers.holds).toBe(false);
    expect(genuineNumbers.problems.join()).toContain('print it again');
    const forged = await withManifest({ words: [{ word: 'the', count: 9 }, ...counts.slice(1)] });
    expect(pathsIn(forged)).toEqual(['words.0.count']);
  });

  it.each<[what: string, forge: () => Promise<Uint8Array>, message: RegExp]>([
    ['is no PDF', () => Promise.resolve(Buffer.from('p95')), /^report\.pdf cannot be read as a PDF: /],
    [
      'carries nothing',
      () => withoutAttachments(genuine),
      /^report\.pdf carries no attachments to check it by: /,
    ],
    [
      'is of a pipeline that is not here',
      () =>
        withEdited(genuine, 'run.json', (text) => text.replace('"pipeline": "words"', '"pipeline": "lake"')),
      /^report\.pdf: the attached run\.json cannot be read: .*"lake"; there are words$/,
    ],
    [
      'has settings that cannot be read',
      () => withEdited(genuine, 'config.json', () => '{"seed": "x"}'),
      /^report\.pdf: the attached config\.json cannot be read: /,
    ],
  ])('that %s is refused in one line', async (_, forge, message) => {
    await expect(verified(await forge())).rejects.toMatchObject({
      code: 'BAD_REPORT',
      message: expect.stringMatching(message) as string,
    });
  });
});
