import { isHarmless } from '../facts/harmless.ts';
import type { Span } from './span.ts';

const NETWORK = '@tcp(';

/** In characters: how far from the network its user stands. */
const FARTHEST = 300;

/**
 * @returns the passwords in names of data sources as Go's MySQL driver has them: `user:password@tcp(host:3306)/db`
 */
export function dataSourcePasswords(text: string): readonly Span[] {
  const spans: Span[] = [];
  let looked = 0;
  let start = 0;
  for (let to = text.indexOf(NETWORK); to >= 0; to = text.indexOf(NETWORK, to + NETWORK.length)) {
    for (let at = to - 1; at >= Math.max(looked, to - FARTHEST); at--) {
      if (!isStop(text.charCodeAt(at))) continue;
      start = at + 1;
      break;
    }
    looked = to;
    const colon = text.indexOf(':', Math.max(start, to - FARTHEST));
    if (colon < 0) break;
    if (colon >= to) continue;
    // What has been found to be secret is no less so with more behind it.
    const isInside = colon < (spans.at(-1)?.to ?? 0);
    if (isInside || !isHarmless(text.slice(colon + 1, to))) spans.push({ from: colon + 1, to });
  }
  return spans;
}

/** A space, a line break, a quote or `=`. */
function isStop(code: number): boolean {
  return code === 32 || code === 10 || code === 34 || code === 39 || code === 61;
}
