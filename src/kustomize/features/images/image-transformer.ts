import { Mapping } from '../../../yaml/node/node.ts';
import type { BuildContext } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onAll, type Step, stepSource } from '../../context/step.ts';
import type { TargetOf } from '../../context/target.ts';
import { type FieldSpec, fieldSpecList, parseFieldSpecs } from '../../fields/field-spec.ts';
import { listOf, type ReadField, struct } from '../../read/decode.ts';
import type { Behaviours } from '../../releases/behaviours.ts';
import { image, setImage } from './set-image.ts';

/** Reads `images:`, and `imageTags:` as the field was once called. */
export const imageFields = (field: ReadField) => ({
  images: [...(field('images', listOf(image)) ?? []), ...(field('imageTags', listOf(image)) ?? [])],
});

/** Where images stand beside the containers of every object. */
export interface ImageSpecs {
  readonly images: readonly FieldSpec[];
}

const CONTAINERS = parseFieldSpecs(`
+ spec/containers[]/image : *
+ spec/initContainers[]/image : *
+ spec/template/spec/containers[]/image : *
+ spec/template/spec/initContainers[]/image : *
`);

const VOLUMES = parseFieldSpecs(`
+ spec/volumes[]/image/reference : *
+ spec/template/spec/volumes[]/image/reference : *
`);

const CRON_JOB_VOLUMES = parseFieldSpecs('+ spec/jobTemplate/spec/template/spec/volumes[]/image/reference : *');

/** @see kustomize api/internal/konfig/builtinpluginconsts/images.go */
export function imageSpecsOf({ imageVolumes, cronJobImageVolumes }: Behaviours): ImageSpecs {
  return {
    images: [...CONTAINERS, ...(imageVolumes ? VOLUMES : []), ...(cronJobImageVolumes ? CRON_JOB_VOLUMES : [])],
  };
}

/** `images:` */
export function imageSteps(
  build: BuildContext,
  target: TargetOf<ReturnType<typeof imageFields>>,
  specs: ImageSpecs,
): readonly Step[] {
  return target.kustomization.images.map((entry) =>
    onAll(stepSource(target, 'ImageTagTransformer', entry.node), (resources) =>
      setImage(build, resources, target.kustomization, entry, specs.images),
    ),
  );
}

const config = struct((field) => ({
  imageTag: field('imageTag', image),
  fieldSpecs: field('fieldSpecs', fieldSpecList) ?? [],
}));

/** `ImageTagTransformer` */
export function imageTagPlugin(build: BuildContext, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { imageTag, fieldSpecs } = config(node, reading);
  const entry = imageTag ?? image(new Mapping([], node.place), reading);
  return onAll(plugin, (resources) => setImage(build, resources, scope, entry, fieldSpecs));
}
