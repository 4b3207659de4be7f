import { fieldSpecOf } from '../field-specs/read.ts';
import { listOf, mapOf, struct, text } from '../kustomization/decode.ts';
import { fieldSpec } from '../kustomization/fields.ts';
import { addPairs } from '../transformers/labels.ts';
import { onAll, type Step } from '../transformers/step.ts';
import type { Plugin } from './plugin.ts';

const config = struct((field) => ({
  labels: field('labels', mapOf(text)),
  annotations: field('annotations', mapOf(text)),
  fieldSpecs: field('fieldSpecs', listOf(fieldSpec)) ?? [],
}));

/** `LabelTransformer` */
export function labelPlugin(plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { labels = new Map(), fieldSpecs } = config(node, reading);
  return onAll(plugin, (resources) => addPairs(resources, scope, 'adding labels', labels, fieldSpecs.map(fieldSpecOf)));
}

/** `AnnotationsTransformer` */
export function annotationsPlugin(plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { annotations = new Map(), fieldSpecs } = config(node, reading);
  return onAll(plugin, (all) => addPairs(all, scope, 'adding annotations', annotations, fieldSpecs.map(fieldSpecOf)));
}
