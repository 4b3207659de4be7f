import { container } from '../objects/pod-spec.ts';
import { NAMES } from '../objects/vocabulary.ts';
import type { Json, JsonObject, Random } from '../random.ts';
import type { Known } from './known.ts';

/** A strategic merge patch of an object. */
export function mergeBody(random: Random, { apiVersion, kind, name, namespace, object }: Known): JsonObject {
  const spec = random.pick<JsonObject>([
    { spec: { template: { spec: { containers: [container(random)] } } } },
    { spec: { template: { spec: { containers: [{ name: 'main', $patch: 'delete' }, container(random, 'side')] } } } },
    {
      spec: {
        template: {
          metadata: { labels: { patched: 'yes' } },
          spec: { $patch: 'replace', containers: [container(random)] },
        },
      },
    },
    { spec: { replicas: random.pick([2, null]) } },
    { spec: { ports: [{ port: 80, name: 'web' }, { port: 81 }] } },
    { data: { key: random.pick(['new', null]), extra: 'x' } },
    { spec: { size: random.pick([4, 'x']), list: ['b'], ref: { name: random.pick(NAMES) } } },
    { $patch: 'delete' },
    {},
  ]);
  const fits = 'data' in spec === (kind === 'ConfigMap') || !('data' in spec) || object.data !== undefined;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...random.record({
        labels: [0.3, () => ({ patched: 'yes' })],
        annotations: [0.3, () => ({ note: random.pick<Json>(['p', null]) })],
      }),
    },
    ...(fits ? spec : {}),
  };
}

/** A JSON patch whose operations an object has the fields for. */
export function operations(random: Random, { object }: Known): Json {
  const spec = object.spec;
  const options: Json[] = [
    [{ op: 'add', path: '/metadata/labels', value: { app: 'patched' } }],
    [{ op: 'add', path: '/metadata/annotations', value: { note: 'json', 'a/b': '1' } }],
    [{ op: 'replace', path: '/metadata/name', value: random.pick(['renamed', 'app2']) }],
    [
      { op: 'test', path: '/kind', value: String(object.kind) },
      { op: 'add', path: '/metadata/labels', value: { tested: 'yes' } },
    ],
    [{ op: 'copy', from: '/metadata/name', path: '/copied' }],
  ];
  if (typeof spec === 'object' && spec !== null && !Array.isArray(spec)) {
    options.push([
      { op: 'add', path: '/spec/extra', value: random.pick<Json>([1, 1.5, 'x', true, null, ['a'], { b: 'c' }]) },
    ]);
    if ('replicas' in spec)
      options.push([{ op: 'replace', path: '/spec/replicas', value: 7 }], [{ op: 'remove', path: '/spec/replicas' }]);
    if ('template' in spec && object.kind !== 'Thing')
      options.push(
        [{ op: 'add', path: '/spec/template/spec/containers/0/env', value: [{ name: 'X', value: '1' }] }],
        [{ op: 'add', path: '/spec/template/spec/containers/-', value: { name: 'more', image: 'nginx' } }],
      );
  }
  return random.pick(options);
}
