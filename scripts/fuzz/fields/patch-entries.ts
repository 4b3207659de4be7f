import type { Json, Random } from '../random.ts';
import type { KeptFiles } from './kept-files.ts';
import { gvkOf, type Known } from './known.ts';
import { mergeBody, operations } from './patch-bodies.ts';

/** An entry of `patches:`: in place or in a file, of either kind, with a target or without. */
export function patchEntry(random: Random, each: Known, kept: KeptFiles): Json {
  const isJson = random.chance(0.4);
  const body = isJson ? operations(random, each) : mergeBody(random, each);
  const options = random.record({ allowNameChange: [0.6, () => true], allowKindChange: [0.4, () => true] });
  const where = random.chance(0.3)
    ? { path: kept.keep('patch', body) }
    : { patch: isJson ? JSON.stringify(body) : JSON.stringify(body, undefined, 1) };
  const isTargeted = isJson || random.chance(0.4);
  return {
    ...where,
    ...(isTargeted ? { target: selector(random, each) } : {}),
    ...(Object.keys(options).length > 0 && random.chance(0.25) ? { options } : {}),
  };
}

function selector(random: Random, each: Known): Json {
  return random.pick<Json>([
    { kind: each.kind },
    { kind: each.kind, name: each.name },
    { name: `${each.name.slice(0, 2)}.*` },
    { labelSelector: 'app' },
    { ...gvkOf(each), annotationSelector: 'note' },
    { kind: 'Deploy.*|Service' },
    { kind: each.kind, namespace: each.namespace ?? 'default' },
  ]);
}

/** An entry of `patchesStrategicMerge:`. */
export function mergeEntry(random: Random, each: Known, kept: KeptFiles): Json {
  const body = mergeBody(random, each);
  return random.chance(0.3) ? JSON.stringify(body) : kept.keep('merge', body);
}

/** An entry of `patchesJson6902:`. */
export function json6902Entry(random: Random, each: Known, kept: KeptFiles): Json {
  const body = operations(random, each);
  const target = { ...gvkOf(each), name: each.name };
  return random.chance(0.4) ? { target, path: kept.keep('json', body) } : { target, patch: JSON.stringify(body) };
}
