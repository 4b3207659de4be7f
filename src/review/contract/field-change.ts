import * as v from 'valibot';
import { PlaceSchema } from './reference.ts';

const SegmentSchema = v.union([
  v.string(),
  v.pipe(v.number(), v.description('The index of an item in a list without keys.')),
  v.pipe(
    v.object({ key: v.string(), value: v.string() }),
    v.description('The item of a list whose key has this value.'),
  ),
]);

export const VersionSchema = v.object({
  of: v.pipe(v.string(), v.description('What has the version: an image without its tag, a chart, a source.')),
  before: v.string(),
  after: v.string(),
  step: v.pipe(
    v.picklist(['major', 'minor', 'patch', 'prerelease', 'downgrade', 'digest', 'other']),
    v.description('By semantic versioning; digest: the same tag, other content; other: no two versions to compare.'),
  ),
});

const MadeSchema = v.object({
  place: v.optional(v.pipe(PlaceSchema, v.description('The line of the template that wrote it.'))),
  setBy: v.optional(v.pipe(v.string(), v.description('What set it behind the templates: post-renderers.'))),
  values: v.pipe(
    v.array(
      v.object({
        name: v.pipe(v.string(), v.description('As the template names it: .Values.image.tag')),
        from: v.pipe(
          v.picklist(['spec.values', 'valuesFrom', 'default', 'not set', 'chart', 'release', 'unknown']),
          v.description('Who set it; default: a file of values of the chart.'),
        ),
        place: v.optional(v.pipe(PlaceSchema, v.description('The line that sets it.'))),
        object: v.optional(v.pipe(v.string(), v.description('Of valuesFrom: ConfigMap/sizes'))),
        key: v.optional(v.string()),
      }),
    ),
    v.description('What it is made of.'),
  ),
});

export const FieldChangeSchema = v.object({
  path: v.pipe(v.string(), v.description('As text: spec.containers[name=app].image')),
  segments: v.array(SegmentSchema),
  before: v.optional(v.pipe(v.unknown(), v.description('The value before; absent where the field is new.'))),
  after: v.optional(v.pipe(v.unknown(), v.description('The value after; absent where the field is gone.'))),
  masked: v.optional(v.pipe(v.literal(true), v.description('The values are secret and shown as ***.'))),
  encrypted: v.optional(
    v.pipe(
      v.literal(true),
      v.description(
        'The value may be the same: it is known by its ciphertext alone, another with every encryption, or by variables that only the cluster has.',
      ),
    ),
  ),
  version: v.optional(v.pipe(VersionSchema, v.description('Present where the values are versions of one thing.'))),
  made: v.optional(
    v.pipe(
      MadeSchema,
      v.description(
        'How a chart makes it, as far as that is certain; only where it was asked for, as for the HTML report.',
      ),
    ),
  ),
  order: v.optional(
    v.pipe(v.literal(true), v.description('The same items in another order, in a list whose items have names.')),
  ),
  spelling: v.optional(
    v.pipe(v.literal(true), v.description('The same quantity, written differently: 1Gi and 1024Mi.')),
  ),
  digest: v.optional(
    v.pipe(
      v.string(),
      v.description(
        'Tells whether two changes of the field are the same, also of values not shown; only if asked for.',
      ),
    ),
  ),
  immutable: v.optional(
    v.pipe(
      v.picklist(['certain', 'likely']),
      v.description('Kubernetes refuses to change it in place; likely: unless the cluster had defaulted to the same.'),
    ),
  ),
});

export type Segment = v.InferOutput<typeof SegmentSchema>;
export type Version = v.InferOutput<typeof VersionSchema>;
export type FieldChange = v.InferOutput<typeof FieldChangeSchema>;
