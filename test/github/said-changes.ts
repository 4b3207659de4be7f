import type { ExpectedCluster } from '../fixtures/fleets/story.ts';

/** What happens in a cluster, in words that both a comment and a story's expectation can be put into. */
export interface Changes {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly changed: readonly string[];
  /** How many: a comment folds what only moves. */
  readonly moved: number;
}

const lists = new Map([
  ['+', 'gained'],
  ['−', 'lost'],
  ['\\~', 'changed'],
] as const);

/** @returns by cluster what a comment says; clusters that it has no section for are not in it */
export function saidChanges(comment: string): Record<string, Changes> {
  const said: Record<string, Changes> = {};
  for (const [, summary = '', content = ''] of comment.matchAll(
    /<details(?: open)?><summary>(.*?)<\/summary>(.*?)<\/details>/gs,
  ))
    for (const [, cluster = ''] of summary.matchAll(/<b>(.*?)<\/b>/g)) said[cluster] = changesIn(summary, content);
  return said;
}

function changesIn(summary: string, section: string): Changes {
  const changes: Record<'gained' | 'lost' | 'changed', string[]> = { gained: [], lost: [], changed: [] };
  const [, moved = '0'] = /(?:moves? (?=\d)|(?=\d+ objects? moved))(\d+)/.exec(summary) ?? [];
  for (const entry of section.split(/^- (?=\*\*)/m).slice(1)) {
    const [, sign = '', kind = '', name = ''] = /^\*\*(.+?)\*\* (\S+) `(.+?)`/.exec(entry) ?? [];
    const [, from] = /from `(.+?)`/.exec(entry) ?? [];
    const fields = [...entry.matchAll(/^@@ (.+) @@$/gm)].map(([, path = '']) => path);
    for (const [mark, list] of lists) if (mark === sign) changes[list].push(phrase({ kind, name, from, fields }));
  }
  return sorted({ ...changes, moved: Number(moved) });
}

/** @returns the same of what a story expects */
export function expectedChanges({ gained, lost, changed, moved }: ExpectedCluster): Changes {
  const named = ({ kind, namespace, name }: ExpectedCluster['gained'][number]) => ({
    kind,
    name: namespace === undefined ? name : `${namespace}/${name}`,
  });
  return sorted({
    gained: gained.map((object) => phrase(named(object))),
    lost: lost.map((object) => phrase(named(object))),
    changed: changed.map((object) => {
      const fields = object.fields.map((field) => field.split(': ', 1).join());
      return phrase({ ...named(object), fields, from: object.movedFrom?.path });
    }),
    moved: moved.length,
  });
}

interface Said {
  readonly kind: string;
  readonly name: string;
  readonly from?: string | undefined;
  readonly fields?: readonly string[];
}

function phrase({ kind, name, from, fields = [] }: Said): string {
  return [`${kind} ${name}`, ...(from === undefined ? [] : [`from ${from}`]), ...[...fields].sort()].join(' | ');
}

function sorted({ gained, lost, changed, moved }: Changes): Changes {
  return { gained: [...gained].sort(), lost: [...lost].sort(), changed: [...changed].sort(), moved };
}
