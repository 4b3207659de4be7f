import { Mapping } from '../../yaml/node.ts';
import type { Build } from '../build-context.ts';
import { fieldSpecOf } from '../field-specs/read.ts';
import { listOf, struct } from '../kustomization/decode.ts';
import { fieldSpec, image } from '../kustomization/fields.ts';
import { setImage } from '../transformers/images.ts';
import { onAll, type Step } from '../transformers/step.ts';
import type { Plugin } from './plugin.ts';

const config = struct((field) => ({
  imageTag: field('imageTag', image),
  fieldSpecs: field('fieldSpecs', listOf(fieldSpec)) ?? [],
}));

/** `ImageTagTransformer` */
export function imageTagPlugin(build: Build, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { imageTag, fieldSpecs } = config(node, reading);
  const entry = imageTag ?? image(new Mapping([], node.place), reading);
  return onAll(plugin, (resources) => setImage(build, resources, scope, entry, fieldSpecs.map(fieldSpecOf)));
}
