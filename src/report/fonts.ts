import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The cuts of Source Sans 3 that the report is set in. */
const CUTS = [
  { file: '400Regular/SourceSans3_400Regular.ttf', weight: 400, style: 'normal' },
  { file: '400Regular_Italic/SourceSans3_400Regular_Italic.ttf', weight: 400, style: 'italic' },
  { file: '600SemiBold/SourceSans3_600SemiBold.ttf', weight: 600, style: 'normal' },
] as const;

const PACKAGE = '@expo-google-fonts/source-sans-3';

let fontFaces: string | undefined;

/** `@font-face` rules with the fonts inside, so that the page needs no other file. Read once: 1.3 MB. */
export function fontFaceCss(): string {
  const { resolve } = createRequire(import.meta.url);
  fontFaces ??= CUTS.map(({ file, weight, style }) => {
    const data = readFileSync(resolve(`${PACKAGE}/${file}`)).toString('base64');
    return `@font-face { font-family: 'Source Sans 3'; font-weight: ${weight}; font-style: ${style}; src: url(data:font/ttf;base64,${data}) format('truetype'); }`;
  }).join('\n');
  return fontFaces;
}
