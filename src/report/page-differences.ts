import { isDeepStrictEqual } from 'node:util';
import { sequenceChanges } from '../core/sequence-difference.js';
import { pageHashes } from './pdf-drawings.js';
import { pictureDifferences } from './pdf-pictures.js';
import { wordsByPage } from './pdf-words.js';

type Words = readonly string[];

/** What a reader sees differently. Pages count from 1. */
export type PageDifference =
  | { readonly kind: 'missing'; readonly expectedPage: number; readonly expected: string }
  | { readonly kind: 'added'; readonly page: number; readonly found: string }
  | { readonly kind: 'words'; readonly page: number; readonly expected: string; readonly found: string }
  | { readonly kind: 'picture'; readonly page: number; readonly differentShare: number }
  /** Links, stamps or form fields that the report does not have, whether they are visible or not. */
  | { readonly kind: 'annotations'; readonly page: number };

const CONTEXT_WORDS = 4;
const LONGEST_QUOTE = 12;

const quote = (words: Words, from = 0, to = words.length): string => {
  const quoted = words.slice(from, Math.min(to, from + LONGEST_QUOTE)).join(' ');
  return to - from > LONGEST_QUOTE ? `${quoted} …` : quoted;
};

interface Change {
  /** Index of the first found word that differs. */
  readonly at: number;
  readonly expected: string;
  readonly found: string;
}

/** Each changed stretch with the words before it, so that a reader can find the place. */
function wordChanges(expected: Words, found: Words): readonly Change[] {
  return sequenceChanges(expected, found).map(({ leftFrom, leftTo, rightFrom, rightTo }) => {
    const before = expected.slice(Math.max(0, leftFrom - CONTEXT_WORDS), leftFrom);
    const quoted = (words: Words, from: number, to: number) =>
      [...before, from === to ? '(nothing)' : quote(words, from, to)].join(' ');
    return {
      at: rightFrom,
      expected: quoted(expected, leftFrom, leftTo),
      found: quoted(found, rightFrom, rightTo),
    };
  });
}

/** The share of words that two pages have in common. */
function overlap(one: Words, other: Words): number {
  const left = new Map<string, number>();
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of other) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common += 1;
  }
  return common / Math.max(1, one.length, other.length);
}

const SAME_PAGE_OVERLAP = 0.5;

const indices = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

interface PagePairs {
  readonly same: readonly (readonly [expected: number, found: number])[];
  readonly changed: readonly (readonly [expected: number, found: number])[];
  readonly missing: readonly number[];
  readonly added: readonly number[];
}

/** Which page of the one document is which of the other, by index. */
function pairPages(expected: readonly Words[], found: readonly Words[]): PagePairs {
  const keys = (pages: readonly Words[]) => pages.map((words) => words.join(' '));
  const same: [number, number][] = [];
  const changed: [number, number][] = [];
  const missing: number[] = [];
  const added: number[] = [];
  let [left, right] = [0, 0];
  const sameUpTo = (leftTo: number) => {
    for (; left < leftTo; left += 1, right += 1) same.push([left, right]);
  };
  for (const { leftFrom, leftTo, rightFrom, rightTo } of sequenceChanges(keys(expected), keys(found))) {
    sameUpTo(leftFrom);
    const unpaired = new Set(indices(leftFrom, leftTo));
    for (const page of indices(rightFrom, rightTo)) {
      const score = (candidate: number) => overlap(expected[candidate] ?? [], found[page] ?? []);
      const best = [...unpaired].sort((one, other) => score(other) - score(one))[0];
      if (best !== undefined && score(best) >= SAME_PAGE_OVERLAP) {
        unpaired.delete(best);
        changed.push([best, page]);
      } else added.push(page);
    }
    missing.push(...unpaired);
    [left, right] = [leftTo, rightTo];
  }
  sameUpTo(expected.length);
  return { same, changed, missing, added };
}

/** What a comparison of two documents came to. */
export interface ComparedPages {
  /** Of the document that was found. */
  readonly pages: number;
  /** In the order of the pages; none when the documents agree. */
  readonly differences: readonly PageDifference[];
}

/**
 * Compares two documents that the same renderer printed, page by page: all that is drawn must be the same. */
export async function compareDrawings(expected: Uint8Array, found: Uint8Array): Promise<ComparedPages> {
  const [expectedHashes, foundHashes] = [await pageHashes(expected), await pageHashes(found)];
  const pages = foundHashes.length;
  if (isDeepStrictEqual(expectedHashes, foundHashes)) return { pages, differences: [] };
  const [expectedWords, foundWords] = [await wordsByPage(expected), await wordsByPage(found)];
  const { same, changed, missing, added } = pairPages(expectedWords, foundWords);
  const unlike = same.filter(([one, other]) => expectedHashes[one]?.drawing !== foundHashes[other]?.drawing);
  const annotated = [...same, ...changed].filter(
    ([one, other]) => expectedHashes[one]?.annotations !== foundHashes[other]?.annotations,
  );
  const pictures = await pictureDifferences(
    expected,
    found,
    unlike.map(([one, other]) => [one + 1, other + 1]),
  );
  const differences: PageDifference[] = [
    ...missing.map((page) => ({
      kind: 'missing' as const,
      expectedPage: page + 1,
      expected: quote(expectedWords[page] ?? []),
    })),
    ...added.map((page) => ({
      kind: 'added' as const,
      page: page + 1,
      found: quote(foundWords[page] ?? []),
    })),
    ...changed.flatMap(([one, other]) =>
      wordChanges(expectedWords[one] ?? [], foundWords[other] ?? []).map((change) => ({
        kind: 'words' as const,
        page: other + 1,
        expected: change.expected,
        found: change.found,
      })),
    ),
    ...annotated.map(([, other]) => ({ kind: 'annotations' as const, page: other + 1 })),
    ...unlike.flatMap(([, other], index) => {
      const differentShare = pictures[index] ?? 1;
      return differentShare > 0 ? [{ kind: 'picture' as const, page: other + 1, differentShare }] : [];
    }),
  ];
  const place = (each: PageDifference) => (each.kind === 'missing' ? each.expectedPage : each.page);
  return { pages, differences: differences.sort((one, other) => place(one) - place(other)) };
}

/** The words of the text: without running head and page number, and without the page numbers of the contents. */
function textWords(pages: readonly Words[]): readonly { readonly word: string; readonly page: number }[] {
  const [second = [], third = []] = pages.slice(1);
  const differs = second.findIndex((word, index) => word !== third[index]);
  const head = Math.max(0, differs);
  // The page number, "3 / 21", follows the running head, or ends the page.
  const isNumber = (word: string | undefined) => /^\d+$/.test(word ?? '');
  const hasNumber = isNumber(second[head]) && second[head + 1] === '/' && isNumber(second[head + 2]);
  const bodies = pages.map((words, index) => (index === 0 ? words : words.slice(head + (hasNumber ? 3 : 0))));
  const firstChapter = bodies.findIndex((words, index) => index > 1 && words[0] === '1');
  return bodies.flatMap((words, index) =>
    words
      .filter((word) => index === 0 || index >= firstChapter || !isNumber(word))
      .map((word) => ({ word, page: index + 1 })),
  );
}

/**
 * Compares the words of two documents in their order, wherever lines and pages end: for documents that different
 * renderers printed.
 */
export async function compareWords(expected: Uint8Array, found: Uint8Array): Promise<ComparedPages> {
  const [expectedPages, foundPages] = [await wordsByPage(expected), await wordsByPage(found)];
  const [expectedWords, foundWords] = [textWords(expectedPages), textWords(foundPages)];
  const plain = (words: typeof foundWords) => words.map(({ word }) => word);
  const differences = wordChanges(plain(expectedWords), plain(foundWords)).map((change) => ({
    kind: 'words' as const,
    page: foundWords[change.at]?.page ?? foundPages.length,
    expected: change.expected,
    found: change.found,
  }));
  return { pages: foundPages.length, differences };
}
