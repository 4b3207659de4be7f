import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import type { BuildContext } from '../../context/build-context.ts';
import { asksFor, type BuildMetadata } from '../../context/build-metadata.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onAll, type Step, stepSource } from '../../context/step.ts';
import type { TargetOf } from '../../context/target.ts';
import { applyFieldSpec, FieldSpecError } from '../../fields/apply-field-spec.ts';
import { ConflictingFieldSpecs, type FieldSpec, fieldSpecList, mergeFieldSpecs } from '../../fields/field-spec.ts';
import { transformEach } from '../../fields/transform.ts';
import { refuseBareKeys } from '../../model/bare-keys.ts';
import { failAt } from '../../model/problem.ts';
import type { Resource } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { setScalar } from '../../nodes/set-scalar.ts';
import { share } from '../../nodes/shared-scalars.ts';
import { struct, textMap } from '../../read/decode.ts';
import { needed } from '../../releases/behaviours.ts';
import type { LabelEntry, LabelSpecs, labelFields } from './label-fields.ts';

type Labelled = TargetOf<ReturnType<typeof labelFields>>;

/** `labels:`, then `commonLabels:`, which counts as a transformer also where only the former is there. */
export function labelSteps(build: BuildContext, target: Labelled, specs: LabelSpecs): readonly Step[] {
  const { kustomization } = target;
  if (kustomization.labels.length === 0 && kustomization.commonLabels.size === 0) return [];
  const kind = 'LabelTransformer';
  return [
    ...kustomization.labels.map((entry) => {
      const fields = fieldsOf(build, kustomization, entry, specs);
      const source = stepSource(target, kind, entry.node);
      return onAll(source, (all) => addPairs(all, kustomization, 'adding labels', entry.pairs, fields));
    }),
    onAll(stepSource(target, kind, firstOf(kustomization.commonLabels)), (all) =>
      addPairs(all, kustomization, 'adding commonLabels', kustomization.commonLabels, specs.commonLabels),
    ),
  ];
}

/** `commonAnnotations:` */
export function annotationSteps(target: Labelled, specs: LabelSpecs): readonly Step[] {
  const { kustomization } = target;
  const { commonAnnotations } = kustomization;
  if (commonAnnotations.size === 0) return [];
  const source = stepSource(target, 'AnnotationsTransformer', firstOf(commonAnnotations));
  const doing = 'adding commonAnnotations';
  return [onAll(source, (all) => addPairs(all, kustomization, doing, commonAnnotations, specs.commonAnnotations))];
}

function firstOf(pairs: ReadonlyMap<string, Scalar>): Scalar | undefined {
  const [first] = pairs.values();
  return first;
}

const METADATA_LABELS: FieldSpec = { group: '', version: '', kind: '', path: 'metadata/labels', create: true };

/**
 * Where an entry of `labels:` writes.
 *
 * @throws BuildError where its field specifications contradict others
 * @see kustomize api/internal/target/kusttarget_configplugin.go, LabelTransformer
 */
function fieldsOf(
  { behaviours }: BuildContext,
  scope: Scope,
  entry: LabelEntry,
  specs: LabelSpecs,
): readonly FieldSpec[] {
  const at = { path: scope.path, node: entry.node };
  if (entry.includeVolumeClaimTemplates !== undefined && !behaviours.volumeClaimTemplateLabels) {
    throw failAt('unknown-field', `"includeVolumeClaimTemplates" ${needed('volumeClaimTemplateLabels')}`, at);
  }
  try {
    let fields = mergeFieldSpecs(entry.fields, specs.labels);
    if (entry.includeSelectors) return mergeFieldSpecs(fields, specs.commonLabels);
    if (entry.includeTemplates) fields = mergeFieldSpecs(fields, specs.templateLabels);
    if (entry.includeVolumeClaimTemplates) fields = mergeFieldSpecs(fields, specs.volumeClaimTemplateLabels);
    return mergeFieldSpecs(fields, [METADATA_LABELS]);
  } catch (error) {
    if (!(error instanceof ConflictingFieldSpecs)) throw error;
    throw failAt('conflicting-field-specs', `labels: ${error.message}`, at);
  }
}

const config = struct((field) => ({
  labels: field('labels', textMap),
  annotations: field('annotations', textMap),
  fieldSpecs: field('fieldSpecs', fieldSpecList) ?? [],
}));

/** `LabelTransformer` */
export function labelPlugin(plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { labels = new Map(), fieldSpecs } = config(node, reading);
  return onAll(plugin, (resources) => addPairs(resources, scope, 'adding labels', labels, fieldSpecs));
}

/** `AnnotationsTransformer` */
export function annotationsPlugin(plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { annotations = new Map(), fieldSpecs } = config(node, reading);
  return onAll(plugin, (all) => addPairs(all, scope, 'adding annotations', annotations, fieldSpecs));
}

/** What kustomize calls itself where its version is not known, as in Flux, which builds with it as a library. */
const VERSION = 'kustomize-(devel)';

/**
 * Labels every object as kustomize's, where `buildMetadata` or the command asks for it.
 *
 * @see kustomize api/krusty/kustomizer.go Run
 */
export function addManagedBy(
  resources: readonly Resource[],
  kustomization: Scope & BuildMetadata,
  isAsked: boolean,
): readonly Resource[] {
  if (!isAsked && !asksFor(kustomization, 'managedByLabel')) return resources;
  const pairs = new Map([['app.kubernetes.io/managed-by', new Scalar(VERSION, 'str')]]);
  return addPairs(resources, kustomization, 'adding the managed-by label', pairs, [METADATA_LABELS]);
}

/**
 * Sets pairs in every mapping that the field specifications name, as labels and annotations are.
 *
 * @see kustomize api/filters/labels, api/filters/annotations
 */
function addPairs(
  resources: readonly Resource[],
  scope: Scope,
  doing: string,
  pairs: ReadonlyMap<string, Scalar>,
  fieldSpecs: readonly FieldSpec[],
): readonly Resource[] {
  if (pairs.size === 0) return resources;
  const by = { scope, node: [...pairs.values()][0] };
  return transformEach(resources, doing, by, (resource) => {
    const made = new Made(pairs, scope.path);
    let node = resource.node;
    for (const spec of fieldSpecs) node = applyFieldSpec(node, resource.gvk, spec, 'mapping', (old) => made.setIn(old));
    if (made.shared.size === 0 || !(node instanceof Mapping)) return resource.withNode(node);
    return resource.withNode(share(node, made.shared)).withTrail({ sharesScalars: true });
  });
}

/** The pairs of one transformer on one object: each value that is new there is one scalar wherever it is made. */
class Made {
  readonly #pairs: ReadonlyMap<string, Scalar>;
  readonly #path: string;
  readonly #made = new Map<string, Scalar>();
  /** Those that were made in several places. */
  readonly shared = new Set<Scalar>();

  constructor(pairs: ReadonlyMap<string, Scalar>, path: string) {
    this.#pairs = pairs;
    this.#path = path;
  }

  setIn(old: Node): Node {
    if (!(old instanceof Mapping)) throw new FieldSpecError('labels and annotations must be in a mapping', old);
    const entries = new Map(old.entries);
    for (const [key, value] of this.#pairs) {
      const standing = entries.get(key);
      const isScalar = standing instanceof Scalar;
      if (standing === undefined) {
        refuseBareKeys([[key, value]], this.#path);
        entries.set(key, this.#make(key, value));
      } else entries.set(key, setScalar(isScalar ? standing : undefined, value.text, 'string', value));
    }
    const isSame = entries.size === old.entries.size && [...entries].every(([key, value]) => old.get(key) === value);
    return isSame ? old : new Mapping(entries, old.place, old.isFlow);
  }

  #make(key: string, value: Scalar): Scalar {
    const made = this.#made.get(key);
    if (made === undefined) {
      const first = value.with({ tag: 'str', style: 'plain' });
      this.#made.set(key, first);
      return first;
    }
    this.shared.add(made);
    return made;
  }
}
