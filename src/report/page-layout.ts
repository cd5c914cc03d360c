/**
 * Which block stands where on the pages of the PDF. Chromium breaks pages but has no floats, so the order of blocks is
 * decided here: a figure or table that does not fit lets the text go on and follows it on the next page.
 */

/** A part of a block that no page break divides. Heights are in CSS pixels. */
export interface Chunk {
  readonly heightPx: number;
  /** Space above it; none at the top of a page. */
  readonly spacePx: number;
}

export interface Block {
  readonly kind: 'text' | 'figure' | 'table';
  readonly chunks: readonly Chunk[];
  /** Margins of neighbours overlap, as in CSS. */
  readonly marginTopPx: number;
  readonly marginBottomPx: number;
  /** Headings and what introduces a list: neither a page nor a float comes between it and the next block. */
  readonly keepsWithNext: boolean;
  /** Nothing floats past the beginning of a chapter. */
  readonly beginsChapter: boolean;
  /** A long table may go on on the next page, below its head once more: the parts that stay whole then. */
  readonly rows?: { readonly chunks: readonly Chunk[]; readonly headPx: number } | undefined;
}

/** A block in its place on paper. */
export interface PlacedBlock {
  /** Index into the blocks that were given. */
  readonly block: number;
  /** A table that a page break divides. */
  readonly isDivided: boolean;
}

/** Blocks that stay in their order and together, but for page breaks between chunks. */
interface Unit {
  readonly blocks: readonly number[];
  readonly chunks: readonly Chunk[];
  readonly marginTopPx: number;
  readonly marginBottomPx: number;
}

interface Float extends Unit {
  /** How many units of text stand before it in the order of reading. */
  readonly anchor: number;
  readonly rows?: Block['rows'];
}

interface Text extends Unit {
  /** Figures and tables that must stand before it: it has one itself, which would take their turn. */
  readonly follows: { readonly figures: number; readonly tables: number };
}

interface Chapter {
  readonly texts: readonly Text[];
  readonly figures: readonly Float[];
  readonly tables: readonly Float[];
}

/** A way to have set the blocks up to some point; the cheapest of those that come to the same is kept. */
interface Setting {
  readonly texts: number;
  readonly figures: number;
  readonly tables: number;
  /** Pages before the one that is being filled. */
  readonly pages: number;
  /** Where the last block ends on its page, and its margin below. */
  readonly bottomPx: number;
  readonly marginPx: number;
  readonly cost: number;
  readonly isDivided: boolean;
  readonly unit?: Unit;
  readonly before?: Setting;
}

const NOTHING_SET: Setting = {
  texts: 0,
  figures: 0,
  tables: 0,
  pages: 0,
  bottomPx: 0,
  marginPx: 0,
  cost: 0,
  isDivided: false,
};

/** Settings of one step that are followed up: far more than differ in anything that matters. */
const SETTINGS_MAX = 150;

/** White space of more than this share of a page looks like a mistake. */
const GAP_SHARE_MAX = 0.115;

/** A tenth of a page costs 1, an eighth 5, a quarter 56: one large gap is worse than several small ones. */
function gapCost(gapPx: number, pagePx: number): number {
  const share = gapPx / pagePx;
  return (10 * share) ** 3 + 300 * Math.max(0, share - GAP_SHARE_MAX);
}

/** A float that stands a page behind its place costs 1; beyond a page it costs as much as a gap that nobody would accept. */
const distanceCost = (pages: number): number => pages + 60 * Math.max(0, pages - 1);

/** A little more than the largest gap that is accepted. */
const DIVIDED_COST = 2;

/** Each block but the last is kept with the next: no page ends between the two. */
function unitOf(blocks: readonly Block[], indexes: readonly number[]): Unit {
  const chunks: Chunk[] = [];
  let marginBottomPx = 0;
  for (const index of indexes) {
    const block = blocks[index]!;
    const [first, ...others] = block.chunks;
    const last = chunks.pop();
    if (first !== undefined && last !== undefined) {
      const gapPx = Math.max(marginBottomPx, block.marginTopPx);
      chunks.push({ ...last, heightPx: last.heightPx + gapPx + first.heightPx }, ...others);
    } else chunks.push(...block.chunks);
    marginBottomPx = block.marginBottomPx;
  }
  return { blocks: indexes, chunks, marginTopPx: blocks[indexes[0]!]!.marginTopPx, marginBottomPx };
}

/** Splits the text into chapters, and each into units of text, figures and tables. */
function chaptersOf(blocks: readonly Block[]): readonly Chapter[] {
  const chapters: { texts: Text[]; figures: Float[]; tables: Float[] }[] = [];
  let open: number[] = [];
  blocks.forEach((block, index) => {
    if (block.beginsChapter || chapters.length === 0) chapters.push({ texts: [], figures: [], tables: [] });
    const chapter = chapters.at(-1)!;
    if (block.kind !== 'text' && open.length === 0) {
      const floats = block.kind === 'figure' ? chapter.figures : chapter.tables;
      floats.push({ ...unitOf(blocks, [index]), anchor: chapter.texts.length, rows: block.rows });
      return;
    }
    open.push(index);
    if (block.keepsWithNext && index + 1 < blocks.length) return;
    const hasFloat = open.some((each) => blocks[each]!.kind !== 'text');
    const follows = hasFloat
      ? { figures: chapter.figures.length, tables: chapter.tables.length }
      : { figures: 0, tables: 0 };
    chapter.texts.push({ ...unitOf(blocks, open), follows });
    open = [];
  });
  return chapters;
}

/** The setting with one more unit, which page breaks divide where the page is full. */
function extended(before: Setting, unit: Unit, pagePx: number, headPx = 0): Setting {
  let { pages, bottomPx, cost } = before;
  let breaks = 0;
  unit.chunks.forEach((chunk, index) => {
    const spacePx = index === 0 ? Math.max(before.marginPx, unit.marginTopPx) : chunk.spacePx;
    const nextPx = bottomPx + (bottomPx === 0 ? 0 : spacePx) + chunk.heightPx;
    if (nextPx <= pagePx) bottomPx = nextPx;
    else {
      if (index > 0) breaks += 1;
      if (bottomPx > 0) [pages, cost] = [pages + 1, cost + gapCost(pagePx - bottomPx, pagePx)];
      bottomPx = (chunk.heightPx + (index > 0 ? headPx : 0)) % pagePx;
    }
  });
  const isDivided = headPx > 0 && breaks > 0;
  if (isDivided) cost += DIVIDED_COST * breaks;
  return { ...before, pages, bottomPx, marginPx: unit.marginBottomPx, cost, isDivided, unit, before };
}

/** How many pages a float stands behind the place that it has in the order of reading. */
function pagesBehind(setting: Setting, { anchor }: Float, pagePx: number): number {
  let place = setting;
  while (place.texts > anchor && place.before !== undefined) place = place.before;
  return setting.pages - place.pages + (setting.bottomPx - place.bottomPx) / pagePx;
}

/** Every setting that is one unit longer: with the next text, or with the next figure or table that was spoken of. */
function* longer(setting: Setting, chapter: Chapter, pagePx: number): Generator<Setting> {
  const text = chapter.texts[setting.texts];
  if (text && text.follows.figures <= setting.figures && text.follows.tables <= setting.tables)
    yield { ...extended(setting, text, pagePx), texts: setting.texts + 1 };
  for (const kind of ['figures', 'tables'] as const) {
    const float = chapter[kind][setting[kind]];
    if (float === undefined || float.anchor > setting.texts) continue;
    const cost = setting.cost + distanceCost(pagesBehind(setting, float, pagePx));
    const before = { ...setting, cost, [kind]: setting[kind] + 1 };
    yield extended(before, float, pagePx);
    const { rows } = float;
    if (rows !== undefined) yield extended(before, { ...float, chunks: rows.chunks }, pagePx, rows.headPx);
  }
}

function cheapestOfEach(settings: Iterable<Setting>): readonly Setting[] {
  const cheapest = new Map<string, Setting>();
  for (const setting of settings) {
    const { texts, figures, tables, bottomPx, marginPx, cost } = setting;
    const key = [texts, figures, tables, bottomPx.toFixed(1), marginPx.toFixed(1)].join();
    const known = cheapest.get(key);
    if (known === undefined || cost < known.cost) cheapest.set(key, setting);
  }
  return [...cheapest.values()].sort((one, other) => one.cost - other.cost).slice(0, SETTINGS_MAX);
}

/**
 * The order of blocks on paper: text stays in its order, so do figures among themselves and tables among themselves.
 * None stands before the place that it has in the order of reading, nor outside its chapter.
 */
export function placeBlocks(blocks: readonly Block[], pageHeightPx: number): readonly PlacedBlock[] {
  let settings: readonly Setting[] = [NOTHING_SET];
  for (const chapter of chaptersOf(blocks)) {
    settings = settings.map((setting) => ({ ...setting, texts: 0, figures: 0, tables: 0 }));
    const units = chapter.texts.length + chapter.figures.length + chapter.tables.length;
    for (let unit = 0; unit < units; unit += 1) {
      settings = cheapestOfEach(settings.flatMap((setting) => [...longer(setting, chapter, pageHeightPx)]));
    }
  }
  const placed: PlacedBlock[] = [];
  for (let setting = settings[0]; setting?.unit !== undefined; setting = setting.before) {
    const { unit, isDivided } = setting;
    placed.unshift(...unit.blocks.map((block) => ({ block, isDivided })));
  }
  return placed;
}
