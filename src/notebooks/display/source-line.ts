import { sequenceChanges } from '../../core/sequence-difference.js';

interface Word {
  readonly text: string;
  /** Both count from 1. */
  readonly line: number;
  readonly endColumn: number;
}

const WORD = /[\w$]+/g;

const wordsOf = (text: string): readonly Word[] =>
  text.split('\n').flatMap((content, index) =>
    [...content.matchAll(WORD)].map(({ 0: word, index: start }) => ({
      text: word,
      line: index + 1,
      endColumn: start + word.length + 1,
    })),
  );

/** For each word of the compiled text the word of the source that it comes from, if it does. */
function origins(source: readonly Word[], compiled: readonly Word[]): readonly (Word | undefined)[] {
  const texts = (words: readonly Word[]) => words.map(({ text }) => text);
  const found: (Word | undefined)[] = [];
  let next = 0;
  for (const { leftFrom, leftTo, rightFrom, rightTo } of sequenceChanges(texts(source), texts(compiled))) {
    found.push(...source.slice(next, leftFrom), ...new Array<undefined>(rightTo - rightFrom));
    next = leftTo;
  }
  return [...found, ...source.slice(next)];
}

/**
 * The line of a cell's source that a place in its compiled code comes from. The kernel makes no source map, but it keeps
 * the words of the source in their order and only puts its own between them.
 *
 * @param row Line in the compiled code, from 1.
 * @param column In that line, from 1.
 * @returns From 1; undefined when no word of the compiled line stands in the source.
 */
export function sourceLine(
  source: string,
  compiled: string,
  row: number,
  column: number,
): number | undefined {
  const [from, to] = [wordsOf(source), wordsOf(compiled)];
  const found = origins(from, to);
  const inRow = to.flatMap(({ line, endColumn }, index) => {
    const origin = line === row ? found[index] : undefined;
    return origin === undefined ? [] : [{ endColumn, line: origin.line }];
  });
  return (inRow.find(({ endColumn }) => endColumn > column) ?? inRow.at(-1))?.line;
}
