import * as v from 'valibot';

/**
 * The review as data: what `diff --format json` prints, what crosses threads, and the one input of every report.
 * `docs/review.schema.json` is generated from here. Later versions only add.
 */

const Line = v.pipe(v.number(), v.integer(), v.minValue(1));

const PlaceSchema = v.object({
  path: v.pipe(v.string(), v.description('A file of the repository, relative to its root.')),
  line: v.optional(v.pipe(Line, v.description('1-based; absent where the whole file is meant.'))),
});

const objectFields = {
  apiVersion: v.string(),
  kind: v.string(),
  namespace: v.optional(v.pipe(v.string(), v.description('As rendered; absent where the manifest names none.'))),
  name: v.string(),
};

const ObjectRefSchema = v.object(objectFields);

const SegmentSchema = v.union([
  v.string(),
  v.pipe(v.number(), v.description('The index of an item in a list without keys.')),
  v.pipe(
    v.object({ key: v.string(), value: v.string() }),
    v.description('The item of a list whose key has this value.'),
  ),
]);

const FieldChangeSchema = v.object({
  path: v.pipe(v.string(), v.description('As text: spec.containers[name=app].image')),
  segments: v.array(SegmentSchema),
  before: v.optional(v.pipe(v.unknown(), v.description('The value before; absent where the field is new.'))),
  after: v.optional(v.pipe(v.unknown(), v.description('The value after; absent where the field is gone.'))),
  masked: v.optional(v.pipe(v.literal(true), v.description('The values are secret and shown as ***.'))),
});

/** What happens to the object in the running cluster, in Flux's terms. */
const EffectSchema = v.picklist([
  'created',
  'updated',
  'pruned',
  'orphaned',
  'exempt',
  'suspended',
  'replaced',
  'rejected',
  'external',
]);

const sharedChangeFields = {
  ...objectFields,
  unit: v.optional(
    v.pipe(v.string(), v.description('What people promote: the shared directory this object comes from.')),
  ),
  root: v.pipe(v.string(), v.description('The directory of the render this object belongs to.')),
  effect: EffectSchema,
  chain: v.pipe(
    v.array(PlaceSchema),
    v.description('The references from the entrypoint to the line that brings the object in.'),
  ),
};

const GainedSchema = v.object(sharedChangeFields);
const LostSchema = v.object(sharedChangeFields);

const MoveEndSchema = v.object({ root: v.string(), path: v.string(), line: v.optional(Line) });

const MovedSchema = v.object({ ...sharedChangeFields, from: MoveEndSchema, to: MoveEndSchema });

const ChangedSchema = v.object({
  ...sharedChangeFields,
  previous: v.optional(
    v.pipe(
      v.object({ apiVersion: v.optional(v.string()), name: v.optional(v.string()) }),
      v.description('Stands only where the identity changed: a new apiVersion, a generated name.'),
    ),
  ),
  movedFrom: v.optional(MoveEndSchema),
  fields: v.array(FieldChangeSchema),
});

const AffectedSchema = v.object({ ...objectFields, reason: v.string() });

const UnresolvedSchema = v.object({
  code: v.string(),
  message: v.string(),
  path: v.optional(v.string()),
  line: v.optional(Line),
  root: v.optional(v.pipe(v.string(), v.description('The root that is not known because of this.'))),
  side: v.picklist(['before', 'after', 'both']),
  standing: v.pipe(
    v.boolean(),
    v.description('The same problem over the same inputs on both sides: counted, not blocking.'),
  ),
  fix: v.optional(v.string()),
});

const ExternalSchema = v.object({
  root: v.pipe(v.string(), v.description('namespace/name of the FluxKustomization.')),
  source: v.pipe(v.string(), v.description('Kind/namespace/name of the source that holds its content.')),
  path: v.optional(v.string()),
});

const ClusterSchema = v.object({
  path: v.optional(v.string()),
  via: v.optional(v.string()),
  status: v.picklist(['rendered', 'unresolved', 'failed', 'unreached', 'absent']),
  protected: v.boolean(),
  roots: v.pipe(v.number(), v.description('How many roots were rendered after the merge.')),
  objects: v.object({ before: v.number(), after: v.number() }),
  gained: v.array(GainedSchema),
  lost: v.array(LostSchema),
  changed: v.array(ChangedSchema),
  moved: v.array(MovedSchema),
  affected: v.array(AffectedSchema),
  opaque: v.number(),
  external: v.array(ExternalSchema),
  ignored: v.number(),
  unresolved: v.array(UnresolvedSchema),
  digest: v.pipe(v.string(), v.description('Names the effect: equal digests, equal change.')),
});

const FindingSchema = v.object({
  rule: v.string(),
  severity: v.picklist(['error', 'warning', 'notice']),
  cluster: v.optional(v.string()),
  object: v.optional(ObjectRefSchema),
  objects: v.optional(v.pipe(v.array(ObjectRefSchema), v.description('What it is about, where that is several.'))),
  message: v.string(),
  path: v.optional(v.string()),
  line: v.optional(Line),
  fix: v.optional(v.string()),
});

const UntoldSchema = v.object({
  rule: v.string(),
  standing: v.pipe(v.number(), v.description('Findings that stand before and after the merge.')),
  excepted: v.pipe(v.number(), v.description('Findings in files that the configuration excepts.')),
});

const ChangedFileSchema = v.object({
  path: v.string(),
  status: v.picklist(['added', 'removed', 'modified']),
  clusters: v.pipe(v.array(v.string()), v.description('The clusters whose renders read this file, before or after.')),
});

export const ReviewSchema = v.object({
  schema: v.literal(1),
  base: v.pipe(v.string(), v.description('The base commit; empty where a side is no commit.')),
  head: v.string(),
  before: v.pipe(v.string(), v.description('The tree that was rendered as before.')),
  after: v.string(),
  merge: v.object({
    status: v.pipe(
      v.picklist(['merged', 'conflict', 'as-given']),
      v.description('conflict: before is the merge base and after is the head alone.'),
    ),
    conflicts: v.array(v.string()),
  }),
  verdict: v.pipe(
    v.picklist(['success', 'failure', 'action_required', 'neutral']),
    v.description('The conclusion without any approval.'),
  ),
  order: v.pipe(v.array(v.string()), v.description('The clusters in promotion order.')),
  clusters: v.record(v.string(), ClusterSchema),
  findings: v.array(FindingSchema),
  untold: v.optional(
    v.pipe(v.array(UntoldSchema), v.description('Findings that are counted and not told, by their rule.')),
  ),
  files: v.array(ChangedFileSchema),
});

export type Review = v.InferOutput<typeof ReviewSchema>;
export type ClusterReview = v.InferOutput<typeof ClusterSchema>;
export type Gained = v.InferOutput<typeof GainedSchema>;
export type Lost = v.InferOutput<typeof LostSchema>;
export type Changed = v.InferOutput<typeof ChangedSchema>;
export type Moved = v.InferOutput<typeof MovedSchema>;
export type Affected = v.InferOutput<typeof AffectedSchema>;
export type Unresolved = v.InferOutput<typeof UnresolvedSchema>;
export type External = v.InferOutput<typeof ExternalSchema>;
export type Finding = v.InferOutput<typeof FindingSchema>;
export type FieldChange = v.InferOutput<typeof FieldChangeSchema>;
export type Segment = v.InferOutput<typeof SegmentSchema>;
export type Effect = v.InferOutput<typeof EffectSchema>;
export type ReviewPlace = v.InferOutput<typeof PlaceSchema>;
