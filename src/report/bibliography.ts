import { html, type Html } from './html.js';

interface Work {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  /** Where it appeared: publisher, journal or proceedings. */
  readonly source: string;
  readonly pages?: string;
  readonly doi?: string;
  readonly url?: string;
}

/** What the report may cite. */
const WORKS = {
  kreps2011: {
    authors: 'Kreps, J., Narkhede, N. and Rao, J.',
    year: 2011,
    title: 'Kafka: a distributed messaging system for log processing',
    source: 'Proceedings of the 6th International Workshop on Networking Meets Databases (NetDB), Athens',
  },
  armbrust2018: {
    authors:
      'Armbrust, M., Das, T., Torres, J., Yavuz, B., Zhu, S., Xin, R., Ghodsi, A., Stoica, I. and Zaharia, M.',
    year: 2018,
    title: 'Structured Streaming: a declarative API for real-time applications in Apache Spark',
    source: 'Proceedings of the 2018 International Conference on Management of Data (SIGMOD), Houston',
    pages: '601–613',
    doi: '10.1145/3183713.3190664',
  },
  schroeder2006: {
    authors: 'Schroeder, B., Wierman, A. and Harchol-Balter, M.',
    year: 2006,
    title: 'Open versus closed: a cautionary tale',
    source:
      'Proceedings of the 3rd Symposium on Networked Systems Design and Implementation (NSDI), San Jose',
    pages: '239–252',
  },
  tene2015: {
    authors: 'Tene, G.',
    year: 2015,
    title: 'How NOT to measure latency',
    source: 'Talk, Strange Loop, St. Louis (on coordinated omission)',
  },
  hdrHistogram: {
    authors: 'Tene, G. and contributors',
    year: 2014,
    title: 'HdrHistogram: a high dynamic range histogram',
    source: 'Software',
    url: 'https://hdrhistogram.org',
  },
  ongaro2014: {
    authors: 'Ongaro, D. and Ousterhout, J.',
    year: 2014,
    title: 'In search of an understandable consensus algorithm',
    source: 'Proceedings of the 2014 USENIX Annual Technical Conference, Philadelphia',
    pages: '305–319',
  },
  satyanarayan2017: {
    authors: 'Satyanarayan, A., Moritz, D., Wongsuphasawat, K. and Heer, J.',
    year: 2017,
    title: 'Vega-Lite: a grammar of interactive graphics',
    source: 'IEEE Transactions on Visualization and Computer Graphics 23(1)',
    pages: '341–350',
    doi: '10.1109/TVCG.2016.2599030',
  },
  tukey1977: {
    authors: 'Tukey, J. W.',
    year: 1977,
    title: 'Exploratory Data Analysis',
    source: 'Addison-Wesley, Reading, Massachusetts',
  },
  juran1975: {
    authors: 'Juran, J. M.',
    year: 1975,
    title: 'The non-Pareto principle; mea culpa',
    source: 'Quality Progress 8(5)',
    pages: '8–9',
  },
  wilson1927: {
    authors: 'Wilson, E. B.',
    year: 1927,
    title: 'Probable inference, the law of succession, and statistical inference',
    source: 'Journal of the American Statistical Association 22(158)',
    pages: '209–212',
    doi: '10.1080/01621459.1927.10502953',
  },
} as const satisfies Record<string, Work>;

export type WorkId = keyof typeof WORKS;

/** Numbers works in the order in which the text first cites them. */
export interface Citations {
  /** The mark in the text, such as [3], linked to the bibliography. */
  readonly cite: (...ids: readonly [WorkId, ...WorkId[]]) => Html;
  /** What has been cited so far. */
  readonly bibliography: () => Html;
}

function entry(id: WorkId): Html {
  const work: Work = WORKS[id];
  const address = work.doi === undefined ? work.url : `https://doi.org/${work.doi}`;
  const link = address !== undefined && html` <a href="${address}">${address.replace('https://', '')}</a>.`;
  const pages = work.pages !== undefined && html`, <span class="pages">pp. ${work.pages}</span>`;
  return html`<li id="ref-${id}">
    ${work.authors} (${work.year}). <cite>${work.title}</cite>. ${work.source}${pages}.${link}
  </li>`;
}

export function citations(): Citations {
  const cited: WorkId[] = [];
  const number = (id: WorkId) => (cited.includes(id) ? cited.indexOf(id) + 1 : cited.push(id));
  const mark = (id: WorkId) => html`<a class="cite" href="#ref-${id}">[${number(id)}]</a>`;
  return {
    cite: (...ids) => html`${ids.map(mark)}`,
    bibliography: () =>
      html`<ol class="bibliography">
        ${cited.map(entry)}
      </ol>`,
  };
}
