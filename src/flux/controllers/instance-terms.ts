import { quoted } from '../../text/quoted.ts';
import type { Node } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { instanceOf } from '../objects/flux-instance.ts';

/** What a FluxInstance asks of a running cluster, in words that are compared: empty where that is as by itself. */
interface Term {
  readonly of: (spec: Node) => string;
  /** @returns the rest of a sentence that begins with the cluster */
  readonly told: (is: string, was: string) => string;
}

/** How many objects kustomize-controller and helm-controller work on at once. @see flux-operator docs/api/v1/fluxinstance.md, Cluster size */
const CONCURRENCY: Readonly<Record<string, string>> = { small: '5', medium: '10', large: '20' };

const TERMS: readonly Term[] = [
  {
    of: (spec) => textAt(spec, 'distribution', 'registry'),
    told: (is, was) => `takes the images of Flux from ${quoted(is)} instead of ${quoted(was)}`,
  },
  {
    of: (spec) => textAt(spec, 'cluster', 'type') || 'kubernetes',
    told: (is, was) => `gets the Flux of a cluster of type ${quoted(is)} instead of ${quoted(was)}`,
  },
  {
    of: (spec) => CONCURRENCY[textAt(spec, 'cluster', 'size')] ?? '',
    told: (is, was) => {
      const [now, then] = [is, was].map((count) => (count === '' ? 'as many as they do by themselves' : count));
      return `has kustomize-controller and helm-controller work on ${now} objects at once instead of ${then}`;
    },
  },
  {
    of: (spec) => textAt(spec, 'cluster', 'domain') || 'cluster.local',
    told: (is, was) => `has the controllers of Flux look for each other below ${quoted(is)} instead of ${quoted(was)}`,
  },
  {
    of: (spec) => textAt(spec, 'cluster', 'networkPolicy') || 'true',
    told: (is) => `${is === 'true' ? 'gets' : 'loses'} the network policies of Flux`,
  },
  { of: (spec) => volumeOf(spec), told: volumeTold },
];

function volumeOf(spec: Node): string {
  const storage = nodeAt(spec, 'storage');
  return storage === undefined ? '' : `${textAt(storage, 'size')} of the class ${quoted(textAt(storage, 'class'))}`;
}

function volumeTold(is: string, was: string): string {
  const what = 'keeps what source-controller has fetched';
  if (is === '') return `${what} no longer on a volume: everything is fetched again after each start`;
  return was === '' ? `${what} on a volume of ${is}` : `${what} on a volume of ${is} instead of ${was}`;
}

/**
 * @param was what a FluxInstance, or the HelmRelease that makes one, asked for
 * @param is what it asks for now
 * @returns what becomes otherwise in the running cluster, each the rest of a sentence that begins with the cluster
 */
export function changedTerms(was: Node, is: Node): readonly string[] {
  const [old, current] = [instanceOf(was)?.spec, instanceOf(is)?.spec];
  if (old === undefined || current === undefined) return [];
  return TERMS.flatMap(({ of, told }) => (of(old) === of(current) ? [] : [told(of(current), of(old))]));
}
