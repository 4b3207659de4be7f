import { randomObject } from '../../fuzz/objects/random-object.ts';
import type { Json, JsonObject, Random } from '../../fuzz/random.ts';
import { writeYaml } from '../../fuzz/write-yaml.ts';

/** @returns a directory without a kustomization of its own, which Flux makes one for: manifests, and what lies about. */
export function plainDirectory(random: Random, index: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const put = (path: string, text: string): void => {
    files.set(path, text);
  };
  random.some(1, 4, (file) => put(place(random, `m${file}`), manifests(random, `${index}-${file}`)));
  if (random.chance(0.25))
    put(
      'below/kustomization.yaml',
      `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [own.yaml]\n${random.chance(0.5) ? 'namePrefix: below-\n' : ''}`,
    );
  if (files.has('below/kustomization.yaml')) put('below/own.yaml', manifests(random, `${index}-below`));
  if (random.chance(0.2)) put('below/other.yaml', manifests(random, `${index}-other`));
  if (random.chance(0.15))
    put(
      'component/kustomization.yaml',
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nlabels:\n- pairs: { part: "1" }\n',
    );
  if (random.chance(0.3)) put('README.md', '# read me\n');
  if (random.chance(0.1)) put('logo.png', 'no image');
  if (random.chance(0.1)) put('notes.txt', 'nothing\n');
  if (random.chance(0.06)) put('values.yaml', 'replicas: 1\n');
  if (random.chance(0.06)) put('.hidden.yaml', manifests(random, `${index}-hidden`));
  if (random.chance(0.05)) put('.github/workflow.yaml', 'on: push\n');
  if (random.chance(0.05)) put('empty.yaml', random.pick(['', '---\n', '# nothing\n']));
  if (random.chance(0.04)) put('.sops.yaml', 'creation_rules: []\n');
  return files;
}

function place(random: Random, name: string): string {
  const directory = random.pick(['', '', '', 'deep/', 'deep/er/']);
  return `${directory}${name}${random.pick(['.yaml', '.yaml', '.yml', '.json'])}`;
}

function manifests(random: Random, name: string): string {
  const objects = random.some(1, 3, () => randomObject(random));
  return objects.map((object, at) => writeYaml(renamed(object, `o${name}-${at}`, random), random)).join('---\n');
}

/** Some of which are no texts. */
const LABELS: readonly Json[] = [
  { a: 'b', c: 1 },
  { a: 'b', c: true },
  { a: 'b', c: null },
  { a: 1.5 },
  {},
  { a: 'b' },
];

/** Most objects have a name that no other one has, as in real life. */
function renamed(object: JsonObject, name: string, random: Random): JsonObject {
  const { metadata } = object;
  if (typeof metadata !== 'object' || metadata === null || isList(metadata)) return object;
  const switched = random.chance(0.06) ? { annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } } : {};
  const labels = random.chance(0.06) ? { labels: random.pick(LABELS) } : {};
  return random.chance(0.97) ? { ...object, metadata: { ...metadata, ...switched, ...labels, name } } : object;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
