import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { mergeNameReferences, type NameReference } from '../features/names/name-reference-spec.ts';
import { explainConflicts, type FieldSpec, mergeFieldSpecs } from '../fields/field-spec.ts';
import type { Kustomization } from '../kustomization/load-kustomization.ts';
import { LIMITS } from '../model/limits.ts';
import { failAt } from '../model/problem.ts';
import { isNull } from '../nodes/is-null.ts';
import { firstDocument, type Loader } from '../read/loader.ts';
import { emptyConfig, mergeConfig, type TransformerConfig } from './transformer-config.ts';

/**
 * Reads the OpenAPI definitions that `crds:` names: which fields of custom resources hold annotations, labels and
 * other objects' names.
 *
 * @throws BuildError where a file is absent, or is not a mapping of definitions
 * @see kustomize api/internal/accumulator LoadConfigFromCRDs
 */
export function readCrds(loader: Loader, kustomization: Kustomization): TransformerConfig {
  return kustomization.crds.reduce((config, entry) => {
    const from = { path: kustomization.path, node: entry };
    const file = loader.file(kustomization.directory, entry.text, from);
    const document = firstDocument(loader.lenientYaml(file, from));
    if (!(document instanceof Mapping)) {
      throw failAt('invalid-kustomization', 'crds: the file must be a mapping of OpenAPI definitions', {
        path: file.path,
        node: document,
      });
    }
    refuseManifest(document, file.path);
    const at = { path: file.path, node: document };
    try {
      return explainConflicts(at, () => mergeConfig(config, configOf(document)));
    } catch (error) {
      if (!(error instanceof TooManyProperties)) throw error;
      const message = `crds: the definitions expand to more than ${LIMITS.properties} properties`;
      const fix = 'Keep only the definitions of the kinds in use.';
      throw failAt('too-large', message, { ...at, fix });
    }
  }, emptyConfig);
}

/** A CustomResourceDefinition itself is a common mistake. */
function refuseManifest(document: Mapping, path: string): void {
  for (const [name, node] of document.entries) {
    if (node instanceof Mapping || isNull(node)) continue;
    const message = `crds: "${name}" must be an OpenAPI definition, a mapping`;
    const fix = 'List a CustomResourceDefinition under resources; crds takes the OpenAPI definitions of its kinds.';
    throw failAt('invalid-kustomization', message, { path, node, fix });
  }
}

function configOf(definitions: Mapping): TransformerConfig {
  const found = new Found(definitions);
  for (const [name, definition] of definitions.entries) {
    const properties = propertiesOf(definition);
    if (!['kind', 'apiVersion', 'metadata'].every((key) => properties.has(key))) continue;
    const kind = name.slice(name.lastIndexOf('.') + 1);
    found.visit(name, kind, []);
  }
  return found.config();
}

class TooManyProperties extends Error {}

class Found {
  readonly #definitions: Mapping;
  #annotations: readonly FieldSpec[] = [];
  #labels: readonly FieldSpec[] = [];
  #prefix: readonly FieldSpec[] = [];
  #names: readonly NameReference[] = [];
  #visited = 0;

  constructor(definitions: Mapping) {
    this.#definitions = definitions;
  }

  /** @param path the fields on the way; a definition that refers to itself ends where it is entered again */
  visit(name: string, kind: string, path: readonly string[], entered: ReadonlySet<string> = new Set()): void {
    const definition = this.#definitions.get(name);
    if (definition === undefined || entered.has(name)) return;
    for (const [key, property] of propertiesOf(definition)) {
      if (++this.#visited > LIMITS.properties) throw new TooManyProperties();
      const at = [...path, key];
      const spec = specOf(kind, at);
      if (stringAt(property, 'x-kubernetes-annotation') !== undefined)
        this.#annotations = mergeFieldSpecs(this.#annotations, [spec]);
      if (stringAt(property, 'x-kubernetes-label-selector') !== undefined)
        this.#labels = mergeFieldSpecs(this.#labels, [spec]);
      if (stringAt(property, 'x-kubernetes-identity') !== undefined)
        this.#prefix = mergeFieldSpecs(this.#prefix, [spec]);
      this.#addReference(property, kind, at);
      const reference = stringAt(property, '$ref');
      if (reference !== undefined) this.visit(reference, kind, at, new Set([...entered, name]));
    }
  }

  config(): TransformerConfig {
    return {
      ...emptyConfig,
      commonAnnotations: this.#annotations,
      commonLabels: this.#labels,
      namePrefix: this.#prefix,
      nameReference: this.#names,
    };
  }

  #addReference(property: Node, kind: string, at: readonly string[]): void {
    const version = stringAt(property, 'x-kubernetes-object-ref-api-version');
    const referred = stringAt(property, 'x-kubernetes-object-ref-kind');
    if (version === undefined || referred === undefined) return;
    const field = specOf(kind, [...at, stringAt(property, 'x-kubernetes-object-ref-name-key') ?? 'name']);
    const reference = { referred: { group: '', version, kind: referred }, fields: [field] };
    this.#names = mergeNameReferences(this.#names, [reference]);
  }
}

function specOf(kind: string, path: readonly string[]): FieldSpec {
  return { group: '', version: '', kind, path: path.join('/'), create: false };
}

function propertiesOf(definition: Node): ReadonlyMap<string, Node> {
  const schema = child(definition, 'Schema') ?? child(definition, 'schema');
  const properties = schema === undefined ? undefined : child(schema, 'properties');
  return properties instanceof Mapping ? properties.entries : new Map();
}

function child(node: Node, key: string): Node | undefined {
  return node instanceof Mapping ? node.get(key) : undefined;
}

function stringAt(node: Node, key: string): string | undefined {
  const value = child(node, key);
  return value instanceof Scalar && value.tag === 'str' ? value.text : undefined;
}
