/** How every chart looks: restrained, readable in print and to colour-blind eyes. */

/** Quoted, because a family that ends in a digit is not valid CSS without. */
export const FONT = "'Source Sans 3', sans-serif";

/** Outer width of a chart that fills the page, in CSS pixels. */
export const CHART_WIDTH = 640;

export const COLOR = {
  ink: '#1d2733',
  muted: '#5c6773',
  line: '#d5dae0',
  faint: '#eceff2',
  /** The back walls of the three-dimensional chart. */
  wall: '#f6f8f9',
  paper: '#ffffff',
  /** For the one series of a chart, or the first of several. */
  blue: '#0b4f6c',
  /** Against blue: differs in lightness too, so that it survives a black-and-white printer. */
  orange: '#d9782d',
  /** Orange for text, dark enough to read on paper. */
  orangeText: '#a8540f',
  teal: '#5aa9a3',
  /** For areas behind lines and text. */
  sky: '#b4d2dd',
  /** For the less important. */
  pale: '#dce5e9',
} as const;

/** Low to high on white paper. Lightness falls steadily, so the order survives without colour. */
export const SEQUENTIAL = ['#f4ebc4', '#c1ddb3', '#7bc1b1', '#3d98b0', '#24679b', '#1c3a6d'] as const;

const GUIDE_TEXT = {
  labelFont: FONT,
  labelFontSize: 11,
  labelColor: COLOR.ink,
  titleFont: FONT,
  titleFontSize: 11.5,
  titleFontWeight: 600,
  titleColor: COLOR.ink,
} as const;

/** Configuration of Vega and, with the same keys, of Vega-Lite. */
export const CHART_CONFIG = {
  background: COLOR.paper,
  /** No label on each mark: a chart has one description, which whoever shows it gives it. */
  aria: false,
  axis: {
    ...GUIDE_TEXT,
    domainColor: COLOR.muted,
    gridColor: COLOR.line,
    gridWidth: 0.6,
    labelFlush: false,
    labelPadding: 4,
    tickColor: COLOR.muted,
    tickSize: 4,
    titlePadding: 8,
  },
  legend: {
    ...GUIDE_TEXT,
    gradientStrokeWidth: 0,
    offset: 10,
    symbolStrokeWidth: 2,
    symbolSize: 60,
    titlePadding: 6,
  },
  header: { labelFont: FONT, labelFontSize: 11.5, labelFontWeight: 600, labelColor: COLOR.ink },
  text: { font: FONT, fontSize: 11, fill: COLOR.ink },
  /** A note under a chart. */
  title: { font: FONT, fontSize: 10, fontWeight: 400, color: COLOR.muted, offset: 8 },
  view: { stroke: null },
} as const;
