import type { Tree } from './trees.ts';

const PAIRED = new Set([
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
  'transformers',
  'generators',
  'vars',
]);

/** Counts what the trees have been made of. */
export class Coverage {
  readonly #fields = new Map<string, number>();
  readonly #pairs = new Map<string, number>();

  add(tree: Tree): void {
    const fields = new Set<string>();
    for (const [path, file] of tree.files) {
      if (!path.endsWith('kustomization.yaml') || file.kind !== 'value' || typeof file.value !== 'object') continue;
      for (const key of Object.keys(file.value ?? {})) fields.add(key);
    }
    for (const field of fields) this.#fields.set(field, (this.#fields.get(field) ?? 0) + 1);
    const paired = [...fields].filter((field) => PAIRED.has(field)).sort();
    paired.forEach((a, index) => {
      for (const b of paired.slice(index + 1)) this.#pairs.set(`${a}+${b}`, (this.#pairs.get(`${a}+${b}`) ?? 0) + 1);
    });
  }

  toString(): string {
    const fields = [...this.#fields].sort(([, a], [, b]) => a - b).map(([field, count]) => `${field} ${count}`);
    const rarest = [...this.#pairs]
      .sort(([, a], [, b]) => a - b)
      .slice(0, 5)
      .map(([pair, count]) => `${pair} ${count}`);
    return `fields: ${fields.join(', ')}\npairs: ${this.#pairs.size}, the rarest ${rarest.join(', ')}`;
  }
}
