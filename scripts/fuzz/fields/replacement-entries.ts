import type { Json, JsonObject, Random } from '../random.ts';
import type { KeptFiles } from './kept-files.ts';
import { gvkOf, has, type Known } from './known.ts';

const WHOLE = 'spec.template.spec';
const NAME = 'metadata.name';

const PATHS = [
  NAME,
  'metadata.namespace',
  'metadata.labels.app',
  'metadata.annotations.[example.org/owner]',
  'spec.template.spec.containers.[name=main].image',
  'spec.template.spec.containers.0.image',
  'spec.template.spec.containers.*.image',
  'spec.replicas',
  'data.key',
  'spec.ref.name',
  'spec.size',
  'spec.list.0',
  'spec.template.spec.containers.[name=main].env.[name=A].value',
  WHOLE,
  'spec.rules.0.host',
];

/** An entry of `replacements:` from one object to another, in place or in a file. */
export function replacementEntry(random: Random, from: Known, to: Known, kept: KeptFiles): Json {
  const made = replacement(random, from, to);
  return random.chance(0.15) ? { path: kept.keep('replacement', random.chance(0.5) ? [made] : made) } : made;
}

export function replacement(random: Random, from: Known, to: Known): JsonObject {
  const create = random.chance(0.6);
  const found = PATHS.filter((path) => create || has(to.object, path));
  const sources = PATHS.filter((path) => !path.includes('*') && has(from.object, path));
  const taken = random.pick(sources.length > 0 ? sources : [NAME]);
  return {
    source: {
      ...(random.chance(0.3) ? gvkOf(from) : { kind: from.kind }),
      name: from.name,
      ...(from.namespace !== undefined && random.chance(0.4) ? { namespace: from.namespace } : {}),
      fieldPath: taken,
      ...random.record({ options: [0.15, () => partOptions(random, 0, random.chance(0.15) ? 1 : 0)] }),
    },
    targets: [
      {
        select: select(random, to),
        fieldPaths: random.some(1, 2, () => fitted(taken, random.pick(found.length > 0 ? found : [NAME]))),
        ...random.record({
          reject: [
            0.15,
            () => [random.pick<Json>([{ name: 'web' }, { kind: 'Service' }, { labelSelector: 'tier=front' }])],
          ],
          options: [
            1,
            () => ({
              ...(create ? { create: true } : {}),
              ...(random.chance(0.3) ? partOptions(random, -1, 3) : {}),
            }),
          ],
        }),
      },
    ],
  };
}

function partOptions(random: Random, from: number, to: number): JsonObject {
  return {
    delimiter: random.pick(['/', ':', '-', '.']),
    ...random.record({ index: [0.8, () => random.int(from, to)], encoding: [0.3, () => 'base64'] }),
  };
}

function select(random: Random, to: Known): Json {
  return random.pick<Json>([
    { kind: to.kind },
    { kind: to.kind, name: to.name },
    { name: to.name },
    gvkOf(to),
    { kind: to.kind, namespace: to.namespace ?? 'default' },
    { kind: to.kind, labelSelector: 'app' },
    { kind: to.kind, annotationSelector: '!absent' },
  ]);
}

/** A whole pod goes where pods are, and only a name becomes a name: anything else makes both fail. */
function fitted(taken: string, path: string): string {
  if (taken === WHOLE) return WHOLE;
  if (path === WHOLE) return NAME;
  return path === NAME && taken !== NAME ? 'metadata.labels.app' : path;
}
