import * as v from 'valibot';

/** Who runs an image, or may run it. */
const UserSchema = v.object({
  kind: v.string(),
  namespace: v.optional(v.string()),
  name: v.string(),
  field: v.pipe(v.string(), v.description('As text: spec.template.spec.containers[name=app].image')),
  from: v.pipe(
    v.picklist(['pod', 'uncertain', 'field', 'values']),
    v.description(
      'pod: a container or a volume of a pod; uncertain: of one that a chart makes only if something is so that is not known here; field: a field of a custom resource that reads as an image; values: what a release gives a chart that is not rendered. All but the first are likely, not certain.',
    ),
  ),
  clusters: v.array(v.string()),
});

const clusters = v.pipe(v.array(v.string()), v.description('In promotion order.'));
const users = v.array(UserSchema);
const likely = v.optional(v.pipe(v.literal(true), v.description('No pod that is certain to be there has it.')));
const image = v.pipe(
  v.string(),
  v.description('The whole reference, as a registry is asked for it: docker.io/library/nginx:1.27'),
);

export const ImageSchema = v.object({
  image,
  repository: v.pipe(v.string(), v.description('Without its version: docker.io/library/nginx')),
  tag: v.optional(v.string()),
  digest: v.optional(v.string()),
  likely,
  clusters,
  users,
});

export const UnknownImageSchema = v.object({
  ...UserSchema.entries,
  reason: v.pipe(
    v.picklist(['secret', 'variable', 'version', 'name', 'invalid', 'elsewhere']),
    v.description(
      'secret: it is made of what is secret, or not known here; variable: only the cluster has what it is made of; version, name: who reads the field chooses that; invalid: no reference to an image; elsewhere: its release is installed into another cluster.',
    ),
  ),
  text: v.optional(v.pipe(v.string(), v.description('As written; absent where it is secret.'))),
});

const ChangedImageSchema = v.object({
  repository: v.string(),
  before: v.pipe(v.array(image), v.description('What a cluster does not run any more.')),
  after: v.pipe(v.array(image), v.description('What it runs in place of that.')),
  likely,
  clusters,
  users: v.pipe(users, v.description('Of what it runs after.')),
});

/** What a change does to the images of a fleet. */
export const ImageChangesSchema = v.object({
  gained: v.array(ImageSchema),
  lost: v.array(ImageSchema),
  changed: v.array(ChangedImageSchema),
  unknown: v.pipe(
    v.array(v.object({ ...UnknownImageSchema.entries, side: v.picklist(['before', 'after', 'both']) })),
    v.description('What comes, goes or differs, and is not known.'),
  ),
});

export type Image = v.InferOutput<typeof ImageSchema>;
export type ImageUser = v.InferOutput<typeof UserSchema>;
export type UnknownImage = v.InferOutput<typeof UnknownImageSchema>;
export type ChangedImage = v.InferOutput<typeof ChangedImageSchema>;
export type ImageChanges = v.InferOutput<typeof ImageChangesSchema>;
