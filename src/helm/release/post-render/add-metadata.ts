import type { Step } from '../../../kustomize/context/step.ts';
import { runSteps } from '../../../kustomize/context/step.ts';
import { annotationsPlugin, labelPlugin } from '../../../kustomize/features/labels/label-transformer.ts';
import { refuseUnknownField } from '../../../kustomize/kustomization/load-kustomization.ts';
import { Mapping, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { asResources, inKustomize } from './as-resources.ts';

/** Labels or annotations, by their keys. */
export type Pairs = ReadonlyMap<string, string>;

/** What is added to every object. */
export interface AddedMetadata {
  readonly labels?: Pairs;
  readonly annotations?: Pairs;
}

/**
 * Adds labels and annotations to the metadata of objects and nowhere else, by kustomize's own transformers.
 *
 * @see fluxcd/helm-controller internal/postrender/common_renderer.go, transformer.go
 * @throws HelmError where an object cannot have them
 */
export function addMetadata(objects: readonly Mapping[], { labels, annotations }: AddedMetadata): readonly Mapping[] {
  const steps: Step[] = [];
  if (labels !== undefined) steps.push(labelPlugin(pluginOf('LabelTransformer', 'labels', labels)));
  if (annotations !== undefined) {
    steps.push(annotationsPlugin(pluginOf('AnnotationsTransformer', 'annotations', annotations)));
  }
  if (steps.length === 0) return objects;
  const resources = asResources(objects);
  return inKustomize(() => runSteps(steps, resources)).map(({ node }) => node);
}

type PluginConfig = Parameters<typeof labelPlugin>[0];

function pluginOf(kind: string, field: keyof AddedMetadata, pairs: Pairs): PluginConfig {
  const spec = new Mapping([
    ['path', new Scalar(`metadata/${field}`)],
    ['create', new Scalar('true', 'bool')],
  ]);
  const values = [...pairs].map(([key, value]) => [key, new Scalar(value, 'str', 'double')] as const);
  return {
    kind,
    name: '',
    node: new Mapping([
      [field, new Mapping(values)],
      ['fieldSpecs', new Sequence([spec])],
    ]),
    scope: { path: '', directory: '' },
    reading: { path: '', field: '', onUnknownField: refuseUnknownField },
    note: undefined,
  };
}
