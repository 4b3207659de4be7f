import { Scalar, Sequence } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { FetchError } from '../problem/fetch-error.ts';

/** Where the archive of a version is. */
export interface ChartPlace {
  readonly url: string;
  /** In hexadecimal; `undefined` where the index does not tell. */
  readonly sha256: string | undefined;
}

/**
 * @param text of one version, as the index has it: a list of one
 * @param repository its address; what is relative in an index is so to it
 * @throws FetchError `bad-answer`
 * @see helm.sh/helm pkg/repo ResolveReferenceURL
 */
export function readEntry(text: string, repository: string): ChartPlace {
  const [document] = parseYaml(new Source(text)).documents;
  const entry = document instanceof Sequence ? document.items[0] : undefined;
  const [first] = itemsAt(entry, 'urls');
  const url = first instanceof Scalar ? absolute(first.text, repository) : undefined;
  if (url === undefined) {
    throw new FetchError('bad-answer', 'the index does not say where the chart is', 'Tell who runs the repository.');
  }
  const digest = textAt(entry, 'digest')
    .replace(/^sha256:/, '')
    .toLowerCase();
  return { url, sha256: /^[0-9a-f]{64}$/.test(digest) ? digest : undefined };
}

/** The query of the repository's own address goes along, as tokens stand there. */
function absolute(reference: string, repository: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference)) return reference;
  const base = new URL(repository);
  base.pathname = `${base.pathname.replace(/\/$/, '')}/`;
  if (!URL.canParse(reference, base.href)) return undefined;
  const url = new URL(reference, base.href);
  url.search = base.search;
  return url.href;
}
