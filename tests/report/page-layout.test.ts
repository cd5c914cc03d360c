import { describe, expect, test } from 'vitest';
import { type Block, placeBlocks } from '../../src/report/page-layout.js';

const PAGE_PX = 100;

const block = (kind: Block['kind'], heightPx: number, more: Partial<Block> = {}): Block => ({
  kind,
  chunks: [{ heightPx, spacePx: 0 }],
  marginTopPx: 0,
  marginBottomPx: 0,
  keepsWithNext: false,
  beginsChapter: false,
  ...more,
});
/** A paragraph of lines of 5 pixels. */
const text = (lines: number): Block =>
  block('text', 0, { chunks: Array.from({ length: lines }, () => ({ heightPx: 5, spacePx: 0 })) });
const heading = (more: Partial<Block> = {}): Block => block('text', 10, { keepsWithNext: true, ...more });
const chapter = () => heading({ beginsChapter: true });
const figure = (heightPx: number) => block('figure', heightPx);
const table = (heightPx: number) => block('table', heightPx);
const longTable = (rows: number): Block =>
  block('table', 10 * rows + 10, {
    rows: { chunks: Array.from({ length: rows }, () => ({ heightPx: 10, spacePx: 0 })), headPx: 10 },
  });

const orderOf = (blocks: readonly Block[]) => placeBlocks(blocks, PAGE_PX).map(({ block: index }) => index);

describe('floats', () => {
  test('one that fits stays in its place', () => {
    expect(orderOf([text(4), figure(40), text(4), table(15), text(9)])).toEqual([0, 1, 2, 3, 4]);
  });

  test('one that does not fit lets the text fill the page, and follows on the next', () => {
    expect(orderOf([text(8), figure(70), text(9), text(4), text(4)])).toEqual([0, 2, 3, 1, 4]);
  });

  test('a small table does not wait for a large figure', () => {
    expect(orderOf([text(8), figure(70), table(40), text(5), text(5)])).toEqual([0, 2, 3, 1, 4]);
  });

  test('none comes between a heading and its text', () => {
    const order = orderOf([text(10), figure(60), heading(), text(8), text(8)]);
    expect(order.indexOf(3)).toBe(order.indexOf(2) + 1);
  });

  test('none leaves its chapter, however empty the page', () => {
    expect(orderOf([chapter(), text(8), figure(70), chapter(), text(12), text(12)])).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
  });

  test('none is carried along for more than about a page', () => {
    const order = orderOf([text(4), figure(90), ...Array.from({ length: 30 }, () => text(4))]);
    expect(order.indexOf(1)).toBeLessThan(8);
  });

  test('a long table is divided where the page would stay empty otherwise, and only there', () => {
    const divided = (blocks: readonly Block[]) =>
      placeBlocks(blocks, PAGE_PX).some(({ isDivided }) => isDivided);
    expect(divided([text(8), longTable(8)])).toBe(true);
    expect(divided([text(1), longTable(8)])).toBe(false);
    expect(divided([text(8), longTable(8), text(12)])).toBe(false);
  });

  test('what is higher than a page is set all the same', () => {
    expect(orderOf([text(2), figure(250), text(60)])).toHaveLength(3);
    expect(orderOf([])).toEqual([]);
  });
});

describe('whatever the blocks', () => {
  /** A generator of Lehmer's: the same numbers in every run. */
  function* numbers(seed: number): Generator<number, never> {
    for (let state = seed; ;) {
      state = (state * 48_271) % 2_147_483_647;
      yield state / 2_147_483_647;
    }
  }

  function randomBlocks(seed: number): readonly Block[] {
    const random = numbers(seed);
    const next = (below: number) => Math.floor(random.next().value * below);
    const makers = [
      () => text(1 + next(12)),
      () => text(1 + next(12)),
      () => heading(),
      () => figure(20 + next(60)),
      () => table(10 + next(50)),
      () => longTable(8 + next(8)),
      () => chapter(),
    ];
    return [
      chapter(),
      ...Array.from({ length: 10 + next(40) }, () => makers[next(makers.length)]!()),
      text(3),
    ];
  }

  test.each(Array.from({ length: 40 }, (_, index) => index + 1))('order holds for seed %d', (seed) => {
    const blocks = randomBlocks(seed);
    const order = orderOf(blocks);
    expect([...order].sort((one, other) => one - other)).toEqual(blocks.map((_, index) => index));
    for (const kind of ['text', 'figure', 'table'] as const) {
      const ofKind = order.filter((index) => blocks[index]!.kind === kind);
      expect(ofKind).toEqual([...ofKind].sort((one, other) => one - other));
    }
    const chapterOf = (index: number) =>
      blocks.slice(0, index + 1).filter((each) => each.beginsChapter).length;
    const chapters = order.map(chapterOf);
    expect(chapters).toEqual([...chapters].sort((one, other) => one - other));
    order.forEach((index, place) => {
      if (blocks[index]!.kind === 'text') return;
      const textBefore = order.slice(0, place).filter((each) => blocks[each]!.kind === 'text');
      const textBeforeInReading = blocks.slice(0, index).filter((each) => each.kind === 'text');
      expect(textBefore.length).toBeGreaterThanOrEqual(textBeforeInReading.length);
      const above = order[place - 1];
      if (above !== undefined && blocks[above]!.keepsWithNext) expect(index).toBe(above + 1);
    });
  });
});
