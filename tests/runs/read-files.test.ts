import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StreambookError } from '../../src/core/errors.js';
import { parseManifest, parseRecord, readJson, settingsOfRun } from '../../src/runs/read-files.js';
import type { RunKind } from '../../src/runs/run-kind.js';
import { wordsEvidence } from '../experiment/words.js';

const WORDS: RunKind = {
  name: 'words',
  sections: z.strictObject({ ledger: z.strictObject({ written: z.int() }).optional() }),
  version1: {
    sections: ['ledger'],
    names: { landed: 'written', rehearse: 'warm_up', took_ms: 'time_ms' },
  },
};
const OTHER: RunKind = { name: 'other' };
const { record, manifest } = wordsEvidence();

describe('readJson', () => {
  const schema = z.strictObject({ runs: z.array(z.strictObject({ seed: z.int() })) });
  const read = (text: string) => readJson(text, 'run.json', (raw) => schema.parse(raw));

  it('gives what the file holds', () => {
    expect(read('{"runs":[{"seed":1}]}')).toEqual({ runs: [{ seed: 1 }] });
  });

  it.each([
    ['is cut off', '{"runs":[', /^run\.json cannot be read: (Unexpected end|Expected)/],
    [
      'has a wrong value',
      '{"runs":[{"seed":"x"}]}',
      /^run\.json cannot be read: runs\.0\.seed: Invalid input/,
    ],
    ['is no object', 'null', /^run\.json cannot be read: Invalid input: expected object/],
    ['has a key too many', '{"runs":[],"x":1}', /^run\.json cannot be read: Unrecognized key: "x"/],
  ])('says in one line what is wrong with a file that %s', (_, text, message) => {
    const found: unknown = expect.objectContaining({
      code: 'BAD_RUN',
      message: expect.stringMatching(message) as string,
    });
    expect(() => read(text)).toThrow(found);
    expect(() => read(text)).not.toThrow(/\n/);
  });

  it('has the code of whose file it is, and the words of an error of ours', () => {
    const refuse = () => {
      throw new StreambookError('BAD_RUN', 'The run is of the pipeline "lake"; there are words');
    };
    expect(() => readJson('1', 'the attached run.json', refuse, 'BAD_REPORT')).toThrow(
      expect.objectContaining({
        code: 'BAD_REPORT',
        message: 'the attached run.json cannot be read: The run is of the pipeline "lake"; there are words',
      }) as Error,
    );
  });
});

describe('a record', () => {
  const parse = parseRecord([OTHER, WORDS]);

  it('has the sections of its pipeline, or those that a pipeline without a schema writes', () => {
    const own = { ...record, sections: { ledger: { written: 3 } } };
    expect(parse(own)).toEqual(own);
    const others = { ...record, pipeline: 'other', sections: { whatever: [1] } };
    expect(parse(others)).toEqual(others);
  });

  it('is refused with a section that its pipeline has not', () => {
    expect(() => parse({ ...record, sections: { whatever: [1] } })).toThrow(/whatever/);
  });

  it('is refused of a pipeline that is not here', () => {
    expect(() => parse({ ...record, pipeline: 'lake' })).toThrow('there are other, words');
  });

  const { sections, process, ...shared } = record;
  const old = {
    ...shared,
    version: 1,
    pid: process.pid,
    process: { start: '77' },
    phases: [{ ...record.phases[0], name: 'rehearse' }],
    ledger: { landed: 3 },
  };

  it('of version 1 is read as one of version 2: own sections apart, names of today, one process', () => {
    expect(sections).toBeDefined();
    const read = parse(old);
    expect(read).toMatchObject({
      version: 2,
      made_as_version: 1,
      process: { pid: 4242, start: '77' },
      sections: { ledger: { written: 3 } },
    });
    expect(read.phases.map(({ name }) => name)).toEqual(['warm_up']);
    expect(read).not.toHaveProperty('pid');
    expect(read).not.toHaveProperty('ledger');
  });

  it('of version 1 is of the pipeline that had runs then, whichever others there are', () => {
    const { pipeline, ...unnamed } = old;
    expect(pipeline).toBe('words');
    expect(parseRecord([WORDS, OTHER])(unnamed).pipeline).toBe('words');
    expect(parse(unnamed)).toMatchObject({ pipeline: 'words', sections: { ledger: { written: 3 } } });
    expect(() => parseRecord([OTHER])(unnamed)).toThrow('no pipeline at hand has runs of');
  });
});

describe('a manifest', () => {
  it('of version 2 is read as it is: a name that was another once may be used again', () => {
    const now = { ...manifest, timings: { took_ms: 1 } };
    expect(parseManifest(WORDS)(now)).toEqual(now);
  });

  it('of version 1 has the names of today at any depth', () => {
    const old = { ...manifest, version: 1, timings: { took_ms: 16 }, numbers: { words: [{ landed: 3 }] } };
    expect(parseManifest(WORDS)(old)).toEqual({
      ...manifest,
      timings: { time_ms: 16 },
      numbers: { words: [{ written: 3 }] },
    });
  });
});

it('settings have their former names only in a run of version 1', () => {
  const raw = { rehearse: 3, seed: 1 };
  expect(settingsOfRun(WORDS, { ...record, made_as_version: 1 }, raw)).toEqual({ warm_up: 3, seed: 1 });
  expect(settingsOfRun(WORDS, record, raw)).toEqual(raw);
});
