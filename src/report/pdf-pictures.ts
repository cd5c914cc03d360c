/** Pixels to the point: enough to tell one digit of the smallest text from another. */
const SCALE = 1.5;

/** How far a channel of a pixel may differ before an eye sees it, of 255. */
const CHANNEL_TOLERANCE = 32;

async function pixels(pdf: Uint8Array, pages: readonly number[]): Promise<readonly Uint8ClampedArray[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const { createCanvas } = await import('canvas');
  const loading = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 });
  try {
    const document = await loading.promise;
    const drawn: Uint8ClampedArray[] = [];
    for (const number of pages) {
      const page = await document.getPage(number);
      const viewport = page.getViewport({ scale: SCALE });
      const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
      const canvasContext = createCanvas(width, height).getContext('2d');
      await page.render({ canvasContext: canvasContext as never, viewport }).promise;
      drawn.push(canvasContext.getImageData(0, 0, width, height).data);
    }
    return drawn;
  } finally {
    await loading.destroy();
  }
}

/**
 * Draws pages of two documents and compares the pictures.
 *
 * @param pages numbers of the pages that belong together, in each document
 * @returns For each pair, the share of pixels that an eye can tell apart.
 */
export async function pictureDifferences(
  left: Uint8Array,
  right: Uint8Array,
  pages: readonly (readonly [left: number, right: number])[],
): Promise<readonly number[]> {
  if (pages.length === 0) return [];
  const lefts = await pixels(
    left,
    pages.map(([page]) => page),
  );
  const rights = await pixels(
    right,
    pages.map(([, page]) => page),
  );
  return lefts.map((one, index) => {
    const other = rights[index] ?? new Uint8ClampedArray();
    if (one.length !== other.length) return 1;
    let different = 0;
    for (let pixel = 0; pixel < one.length; pixel += 4) {
      const seen = [0, 1, 2].some(
        (channel) =>
          Math.abs((one[pixel + channel] ?? 0) - (other[pixel + channel] ?? 0)) > CHANNEL_TOLERANCE,
      );
      if (seen) different += 1;
    }
    return different / (one.length / 4);
  });
}
