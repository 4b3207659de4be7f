import { API_FIELDS } from './api-fields.ts';
import type { Json } from './random.ts';
import type { Tree } from './trees.ts';

/** Of 20,000 trees: how many have to build, to have each field, and to have each pair. */
const GOALS = { trees: 20_000, built: 14_000, field: 500, pair: 50 };

/** Fields that change objects, or bring some in; what `transformers:` and `generators:` list counts by its kind. */
const PAIRED = [
  'namespace',
  'namePrefix',
  'nameSuffix',
  'labels',
  'commonLabels',
  'commonAnnotations',
  'images',
  'replicas',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'configMapGenerator',
  'secretGenerator',
  'replacements',
  'components',
  'vars',
  'AnnotationsTransformer',
  'HashTransformer',
  'ImageTagTransformer',
  'LabelTransformer',
  'NamespaceTransformer',
  'PatchJson6902Transformer',
  'PatchStrategicMergeTransformer',
  'PatchTransformer',
  'PrefixSuffixTransformer',
  'PrefixTransformer',
  'SuffixTransformer',
  'ReplacementTransformer',
  'ReplicaCountTransformer',
  'ValueAddTransformer',
  'ConfigMapGenerator',
  'SecretGenerator',
  'IAMPolicyGenerator',
];

/** Counts what the trees have been made of, and how many built. */
export class Coverage {
  #trees = 0;
  #built = 0;
  readonly #fields = new Map<string, number>(API_FIELDS.map((field) => [field, 0]));
  readonly #pairs = new Map<string, number>(pairsOf(PAIRED).map((pair) => [pair, 0]));

  add(tree: Tree, isBuilt: boolean): void {
    this.#trees += 1;
    if (isBuilt) this.#built += 1;
    const found = contentOf(tree);
    for (const field of API_FIELDS) if (found.has(field)) count(this.#fields, field);
    const paired = PAIRED.filter((each) => found.has(each) || API_FIELDS.some((field) => isIn(field, each, found)));
    for (const pair of pairsOf(paired)) count(this.#pairs, pair);
  }

  /** Whether the trees are what they have to be, as far as so many can tell. */
  get isEnough(): boolean {
    if (this.#trees < GOALS.trees) return true;
    return (
      this.#misses(this.#fields, GOALS.field).length + this.#misses(this.#pairs, GOALS.pair).length === 0 &&
      this.#built >= this.#goal(GOALS.built)
    );
  }

  toString(): string {
    const share = ((100 * this.#built) / Math.max(1, this.#trees)).toFixed(1);
    return [
      `built: ${share} %, wanted ${(100 * GOALS.built) / GOALS.trees} %`,
      this.#line('fields', this.#fields, GOALS.field),
      this.#line('pairs', this.#pairs, GOALS.pair),
    ].join('\n');
  }

  #line(what: string, counts: ReadonlyMap<string, number>, goal: number): string {
    const rarest = [...counts].sort(([, a], [, b]) => a - b).slice(0, 12);
    const misses = this.#misses(counts, goal).length;
    const shown = rarest.map(([name, times]) => `${name} ${times}`).join(', ');
    return `${what}: ${counts.size}, wanted ${this.#goal(goal)} each, ${misses} below; the rarest: ${shown}`;
  }

  #misses(counts: ReadonlyMap<string, number>, goal: number): readonly string[] {
    return [...counts].filter(([, times]) => times < this.#goal(goal)).map(([name]) => name);
  }

  #goal(of: number): number {
    return Math.floor((of * this.#trees) / GOALS.trees);
  }
}

function isIn(field: string, parent: string, found: ReadonlySet<string>): boolean {
  return field.startsWith(`${parent}.`) && found.has(field);
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function pairsOf(names: readonly string[]): readonly string[] {
  return names.flatMap((one, index) => names.slice(index + 1).map((other) => `${one}+${other}`));
}

/** The fields of a tree's kustomizations, and the kinds of the builtins they configure. */
function contentOf(tree: Tree): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [path, file] of tree.files) {
    if (file.kind !== 'value') continue;
    if (path.endsWith('kustomization.yaml')) addFields(file.value, '', found);
    else addKind(file.value, found);
  }
  return found;
}

function addFields(value: Json, path: string, found: Set<string>): void {
  if (path !== '') found.add(path);
  if (typeof value === 'string') {
    const kind = /"apiVersion":"builtin".*?"kind":"(\w+)"/.exec(value)?.[1];
    if (kind !== undefined) found.add(kind);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    addFields(entry, Array.isArray(value) ? path : path === '' ? key : `${path}.${key}`, found);
  }
}

function addKind(value: Json, found: Set<string>): void {
  if (typeof value !== 'object' || value === null || !('apiVersion' in value)) return;
  if (value.apiVersion === 'builtin') found.add(String(value.kind));
}
