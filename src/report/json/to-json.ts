import type { Review } from '../../review/contract/review.ts';
import { everyClusterInOrder } from '../model/clusters/in-order.ts';

/** What identifies comes first, what is long comes last; a key that is not named here stays where it was. */
const order = [
  ...['schema', 'rule', 'severity', 'cluster', 'object', 'code', 'message', 'base', 'head'],
  ...[
    'apiVersion',
    'kind',
    'namespace',
    'name',
    'previous',
    'unit',
    'path',
    'via',
    'line',
    'root',
    'effect',
    'segments',
  ],
  ...[
    'before',
    'after',
    'merge',
    'verdict',
    'unjudged',
    'discovery',
    'order',
    'status',
    'protected',
    'roots',
    'objects',
    'masked',
    'side',
    'standing',
  ],
  ...['fix', 'reason', 'source', 'from', 'to', 'movedFrom', 'chain', 'fields', 'clusters', 'gained', 'lost', 'changed'],
  ...[
    'moved',
    'affected',
    'opaque',
    'external',
    'ignored',
    'unresolved',
    'digest',
    'findings',
    'weakens',
    'untold',
    'files',
    'unread',
    'unreached',
    'config',
    'unsure',
  ],
] as const;

const rank: ReadonlyMap<string, number> = new Map(order.map((key, index) => [key, index]));

/** The review as the published schema describes it: indented, and with its keys always in the same order. */
export function toJson(review: Review): string {
  const clusters = Object.fromEntries(everyClusterInOrder(review).map(([name, cluster]) => [name, sorted(cluster)]));
  const top = sorted({ ...review, clusters: undefined });
  return `${JSON.stringify(isRecord(top) ? inOrder({ ...top, clusters }) : top, undefined, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  // A field's own values belong to the repository, whose order is its own.
  const isField = 'segments' in value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    isField && (key === 'before' || key === 'after') ? each : sorted(each),
  ]);
  return inOrder(Object.fromEntries(entries));
}

function inOrder(record: Record<string, unknown>): Record<string, unknown> {
  const rankOf = (key: string) => rank.get(key) ?? order.length;
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => rankOf(a) - rankOf(b)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
