import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { Manifest } from '../render/sort-manifests.ts';
import type { Documents } from './documents.ts';
import { fieldTrace, isSecretField } from './field-trace.ts';
import { type Leaf, leavesOf, nodeAtSegments } from './leaves.ts';
import { type FieldTrace, MASK, type ObjectTrace, type PostRenderer } from './trace-types.ts';
import type { UsedValues } from './used-values.ts';

/** Tells what has changed a field that no template wrote as it is. */
export type BehindTemplates = (leaf: Leaf) => PostRenderer;

/** Tells of objects why their fields are as they are. */
export class Explainer {
  readonly #documents: Documents;
  readonly #used: UsedValues;
  readonly #changedBy: BehindTemplates | undefined;
  #secrets: readonly string[] | undefined;

  constructor(documents: Documents, used: UsedValues, changedBy?: BehindTemplates) {
    this.#documents = documents;
    this.#used = used;
    this.#changedBy = changedBy;
    for (const document of documents.all) this.#hideSecrets(document);
  }

  /** What is in a Secret is secret wherever else it is used. */
  #hideSecrets({ path, node }: { readonly path: string; readonly node: Node }): void {
    for (const leaf of leavesOf(node)) {
      if (isSecretField(node, leaf.segments)) this.#used.hide(this.#documents.markOf(path, leaf.node)?.reads ?? []);
    }
  }

  /** @returns `undefined` for what is no object */
  explain({ path, kind, name, node }: Manifest): ObjectTrace | undefined {
    if (!(node instanceof Mapping)) return undefined;
    const original = this.#changedBy && this.#documents.find(path, node);
    return {
      apiVersion: textAt(node, 'apiVersion'),
      kind,
      namespace: textAt(node, 'metadata', 'namespace'),
      name,
      path,
      fields: leavesOf(node).map((leaf) => this.#explainField(path, node, leaf, original)),
    };
  }

  #explainField(path: string, object: Node, leaf: Leaf, original: Node | undefined): FieldTrace {
    const mark = this.#documents.markOf(path, leaf.node) ?? this.#markIn(path, leaf, original);
    const field = fieldTrace(object, leaf, mark, this.#used);
    if (mark !== undefined || this.#changedBy === undefined) return field;
    const isSecret = leaf.node instanceof Scalar && this.#holdsSecret(leaf.node.text);
    return { ...field, ...(isSecret ? { value: MASK } : {}), changedBy: this.#changedBy(leaf) };
  }

  /** Who moves a secret text behind the templates leaves no trace, so that it is known by what it is. */
  #holdsSecret(text: string): boolean {
    this.#secrets ??= [...this.#documents.all].flatMap((document) => this.#secretsIn(document));
    return this.#secrets.some((secret) => text.includes(secret));
  }

  #secretsIn({ path, node }: { readonly path: string; readonly node: Node }): readonly string[] {
    return leavesOf(node).flatMap((leaf) => {
      const { node: field } = leaf;
      if (!(field instanceof Scalar) || field.text === '') return [];
      const reads = this.#documents.markOf(path, field)?.reads ?? [];
      return isSecretField(node, leaf.segments) || this.#used.showSecret(reads) ? [field.text] : [];
    });
  }

  /** What was printed and read again stands nowhere, but is the same in what the template wrote. */
  #markIn(path: string, { segments, node }: Leaf, original: Node | undefined): ReturnType<Documents['markOf']> {
    const written = nodeAtSegments(original, segments);
    if (!(written instanceof Scalar && node instanceof Scalar)) return undefined;
    return written.text === node.text ? this.#documents.markOf(path, written) : undefined;
  }
}
