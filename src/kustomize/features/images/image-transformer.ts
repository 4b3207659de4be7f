import { Mapping } from '../../../yaml/node/node.ts';
import type { Build } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onAll, type Step } from '../../context/step.ts';
import { listOf, struct } from '../../read/decode.ts';
import { fieldSpec, image } from '../../read/fields.ts';
import { fieldSpecOf } from '../../read/read.ts';
import { setImage } from './images.ts';

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
