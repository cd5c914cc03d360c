interface Word {
  readonly text: string;
  /** Both count from 1. */
  readonly line: number;
  readonly endColumn: number;
}

const WORD = /[\w$]+/g;
/** A table of this many entries takes milliseconds; cells with more words than that are not written by hand. */
const TABLE_ENTRIES_MAX = 4_000_000;

const wordsOf = (text: string): readonly Word[] =>
  text.split('\n').flatMap((content, index) =>
    [...content.matchAll(WORD)].map(({ 0: word, index: start }) => ({
      text: word,
      line: index + 1,
      endColumn: start + word.length + 1,
    })),
  );

/** For each word of the compiled text the word of the source that it comes from, by their longest common subsequence. */
function origins(source: readonly Word[], compiled: readonly Word[]): readonly (Word | undefined)[] {
  const width = source.length + 1;
  // lengths[i * width + j]: how many words the rest of the compiled text from i shares with the rest of the source from j.
  const lengths = new Uint32Array((compiled.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = compiled.length - 1; i >= 0; i -= 1) {
    for (let j = source.length - 1; j >= 0; j -= 1) {
      const isSame = compiled[i]?.text === source[j]?.text;
      lengths[i * width + j] = isSame ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: (Word | undefined)[] = [];
  let j = 0;
  for (let i = 0; i < compiled.length; i += 1) {
    while (j < source.length && compiled[i]?.text !== source[j]?.text && at(i, j + 1) >= at(i + 1, j)) j += 1;
    const isOrigin = j < source.length && compiled[i]?.text === source[j]?.text;
    found.push(isOrigin ? source[j] : undefined);
    if (isOrigin) j += 1;
  }
  return found;
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
  if (from.length * to.length > TABLE_ENTRIES_MAX) return undefined;
  const found = origins(from, to);
  const inRow = to.flatMap(({ line, endColumn }, index) => {
    const origin = line === row ? found[index] : undefined;
    return origin === undefined ? [] : [{ endColumn, line: origin.line }];
  });
  return (inRow.find(({ endColumn }) => endColumn > column) ?? inRow.at(-1))?.line;
}
