import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SANS = { family: 'Source Sans 3', folder: '@expo-google-fonts/source-sans-3' } as const;
const MONO = { family: 'Source Code Pro', folder: '@expo-google-fonts/source-code-pro' } as const;

/** The cuts that the report is set in: Source Sans 3, and Source Code Pro for names and commands. */
const CUTS = [
  { ...SANS, file: '400Regular/SourceSans3_400Regular.ttf', weight: 400, style: 'normal' },
  { ...SANS, file: '400Regular_Italic/SourceSans3_400Regular_Italic.ttf', weight: 400, style: 'italic' },
  { ...SANS, file: '600SemiBold/SourceSans3_600SemiBold.ttf', weight: 600, style: 'normal' },
  { ...MONO, file: '400Regular/SourceCodePro_400Regular.ttf', weight: 400, style: 'normal' },
] as const;

let fontFaces: string | undefined;

/** `@font-face` rules with the fonts inside, so that the page needs no other file. Read once: 1.5 MB. */
export function fontFaceCss(): string {
  const { resolve } = createRequire(import.meta.url);
  fontFaces ??= CUTS.map(({ family, folder, file, weight, style }) => {
    const data = readFileSync(resolve(`${folder}/${file}`)).toString('base64');
    return `@font-face { font-family: '${family}'; font-weight: ${weight}; font-style: ${style}; src: url(data:font/ttf;base64,${data}) format('truetype'); }`;
  }).join('\n');
  return fontFaces;
}
