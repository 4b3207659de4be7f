import type { Plugin } from '../../context/plugin.ts';
import { onAll, type Step } from '../../context/step.ts';
import { listOf, mapOf, struct, text } from '../../read/decode.ts';
import { fieldSpec } from '../../read/fields.ts';
import { fieldSpecOf } from '../../read/read.ts';
import { addPairs } from './labels.ts';

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
