import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import type { MeetingEffect } from '../contract/meeting.ts';
import type { MetObject } from './met-object.ts';
import type { MetProblem } from './met-problems.ts';

/** What is seen of one cluster. */
export type Seen = { readonly cluster?: string | undefined } & (MetObject | MetProblem);

/** The most serious first. */
const kinds: readonly MeetingEffect['kind'][] = ['order', 'together', 'overridden', 'unknown', 'apart', 'same'];

/** More of one kind are counted. */
const MOST_OBJECTS = 20;

/** @returns effects: what is the same in several clusters, or of several objects in the same clusters, is one */
export function grouped(all: readonly Seen[]): readonly MeetingEffect[] {
  const byObject = groupsOf(all, (each) => JSON.stringify([aboutOf(each), objectOf(each).map(objectKey)]));
  const met = byObject.map((group) => ({
    ...group.first,
    clusters: group.all.flatMap(({ cluster }) => cluster ?? []).filter((name, at, names) => names.indexOf(name) === at),
  }));
  const effects = groupsOf(met, (each) => JSON.stringify([aboutOf(each), each.clusters])).map(({ first, all }) => {
    const objects = all.flatMap(objectOf);
    return {
      ...aboutOf(first),
      clusters: first.clusters,
      objects: objects.slice(0, MOST_OBJECTS),
      ...(objects.length > MOST_OBJECTS ? { more: objects.length - MOST_OBJECTS } : {}),
    };
  });
  return effects.sort((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
}

function aboutOf(seen: Seen): Omit<MeetingEffect, 'clusters' | 'objects'> {
  const { kind, first } = seen;
  const { stays, becomes } = 'object' in seen ? seen : {};
  return {
    kind,
    ...(first === undefined ? {} : { first }),
    ...(stays === undefined ? {} : { stays }),
    ...(becomes === undefined ? {} : { becomes }),
    ...('problem' in seen ? { problem: seen.problem } : {}),
  };
}

function objectOf(seen: Seen) {
  return 'object' in seen ? [seen.object] : [];
}

function groupsOf<T>(all: readonly T[], keyOf: (each: T) => string) {
  const groups = new Map<string, { readonly first: T; readonly all: T[] }>();
  for (const each of all) {
    const key = keyOf(each);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { first: each, all: [each] });
    else known.all.push(each);
  }
  return [...groups.values()];
}
