import * as v from 'valibot';

/**
 * The review as data: what `diff --format json` prints, what crosses threads, and the one input of every report.
 * `docs/review.schema.json` is generated from here. Later versions only add.
 */

const Line = v.pipe(v.number(), v.integer(), v.minValue(1));

const PlaceSchema = v.object({
  path: v.pipe(v.string(), v.description('A file of the repository, relative to its root.')),
  line: v.optional(v.pipe(Line, v.description('1-based; absent where the whole file is meant.'))),
  changed: v.optional(
    v.pipe(v.literal(true), v.description('The pull request edits this file: here the change began.')),
  ),
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

const VersionSchema = v.object({
  of: v.pipe(v.string(), v.description('What has the version: an image without its tag, a chart, a source.')),
  before: v.string(),
  after: v.string(),
  step: v.pipe(
    v.picklist(['major', 'minor', 'patch', 'prerelease', 'downgrade', 'digest', 'other']),
    v.description('By semantic versioning; digest: the same tag, other content; other: no two versions to compare.'),
  ),
});

const FieldChangeSchema = v.object({
  path: v.pipe(v.string(), v.description('As text: spec.containers[name=app].image')),
  segments: v.array(SegmentSchema),
  before: v.optional(v.pipe(v.unknown(), v.description('The value before; absent where the field is new.'))),
  after: v.optional(v.pipe(v.unknown(), v.description('The value after; absent where the field is gone.'))),
  masked: v.optional(v.pipe(v.literal(true), v.description('The values are secret and shown as ***.'))),
  version: v.optional(v.pipe(VersionSchema, v.description('Stands where the values are versions of one thing.'))),
  order: v.optional(
    v.pipe(v.literal(true), v.description('The same items in another order, in a list whose items have names.')),
  ),
  spelling: v.optional(v.pipe(v.literal(true), v.description('The same quantity, written otherwise: 1Gi and 1024Mi.'))),
  immutable: v.optional(
    v.pipe(
      v.picklist(['certain', 'likely']),
      v.description('Kubernetes refuses to change it in place; likely: unless the cluster had defaulted to the same.'),
    ),
  ),
});

/** What happens to the object in the running cluster, in Flux's terms. */
const EffectSchema = v.picklist([
  'created',
  'updated',
  'rolled',
  'resumed',
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
  consequences: v.optional(
    v.pipe(v.array(v.string()), v.description('What follows in the running cluster, in sentences without subject.')),
  ),
  stoppedBy: v.optional(
    v.pipe(v.string(), v.description('Why its root stops before this happens; absent where nothing stops it.')),
  ),
};

const NameSchema = v.object({ namespace: v.optional(v.string()), name: v.string() });

const GainedSchema = v.object({
  ...sharedChangeFields,
  renamedFrom: v.optional(v.pipe(NameSchema, v.description('A lost object that was equal in all but its name.'))),
});
const LostSchema = v.object({
  ...sharedChangeFields,
  renamedTo: v.optional(v.pipe(NameSchema, v.description('A gained object that is equal in all but its name.'))),
  dataAtRisk: v.optional(v.pipe(v.string(), v.description('Which data goes with it, in words.'))),
});

const MoveEndSchema = v.object({ root: v.string(), path: v.string(), line: v.optional(Line) });

const HandoverSchema = v.pipe(
  v.picklist(['safe', 'race', 'recreated']),
  v.description(
    'Between two FluxKustomizations: safe, the new one applies first or the old one does not prune; race, either may be first, and the old one would delete the object; recreated, the old one certainly deletes it first.',
  ),
);

const MovedSchema = v.object({
  ...sharedChangeFields,
  from: MoveEndSchema,
  to: MoveEndSchema,
  handover: v.optional(HandoverSchema),
});

const ChangedSchema = v.object({
  ...sharedChangeFields,
  previous: v.optional(
    v.pipe(
      v.object({ apiVersion: v.optional(v.string()), name: v.optional(v.string()) }),
      v.description('Stands only where the identity changed: a new apiVersion, a generated name.'),
    ),
  ),
  movedFrom: v.optional(MoveEndSchema),
  handover: v.optional(HandoverSchema),
  fields: v.array(FieldChangeSchema),
});

const AffectedSchema = v.object({
  ...objectFields,
  reason: v.pipe(
    v.string(),
    v.description('What happens to it and why, as the end of a sentence that its name begins.'),
  ),
  effect: v.optional(
    v.pipe(
      v.picklist(['rolled', 'stale', 'stopped', 'resumed', 'suspended', 'upgraded', 'external']),
      v.description(
        'stale: what it reads changes, and it keeps what it has read; external: it brings in something else of another repository.',
      ),
    ),
  ),
  unit: v.optional(v.string()),
  root: v.optional(v.pipe(v.string(), v.description('The directory of the root that applies it.'))),
  cause: v.optional(v.pipe(ObjectRefSchema, v.description('The object whose change reaches it.'))),
  values: v.optional(
    v.pipe(
      v.array(FieldChangeSchema),
      v.description('Of a release: what of its merged values comes out otherwise, by way of valuesFrom.'),
    ),
  ),
});

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
  change: v.optional(v.pipe(v.string(), v.description('What it follows or builds instead of what it did before.'))),
});

const ReleasesSchema = v.object({
  compared: v.pipe(v.number(), v.description('Releases that are compared by their inputs; charts are not rendered.')),
  floating: v.pipe(v.number(), v.description('Of those, how many can get another chart without a change in Git.')),
});

const ClusterSchema = v.object({
  path: v.optional(v.pipe(v.string(), v.description('The directory the cluster reconciles; absent for a spoke.'))),
  via: v.optional(
    v.pipe(
      v.string(),
      v.description('Of a spoke, hub->namespace/secret: the cluster that applies to it, and its kubeConfig there.'),
    ),
  ),
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
  releases: v.optional(ReleasesSchema),
  external: v.array(ExternalSchema),
  ignored: v.number(),
  respelled: v.optional(
    v.pipe(v.number(), v.description('Objects that are written otherwise and render the same: not among the changed.')),
  ),
  validation: v.optional(
    v.pipe(
      v.object({
        validated: v.pipe(v.number(), v.description('Objects that were held against a schema.')),
        withoutSchema: v.pipe(v.number(), v.description('Objects of kinds of which no schema is known.')),
        unknownKinds: v.pipe(v.array(v.string()), v.description('These kinds, as `apiVersion kind`.')),
        standing: v.pipe(v.number(), v.description('What was wrong with them before, and still is.')),
        celRules: v.pipe(
          v.number(),
          v.description('Rules in CEL that their schemas hold, and that are not evaluated.'),
        ),
      }),
      v.description('What was held against the schemas of the cluster: the objects that the change touches.'),
    ),
  ),
  unresolved: v.array(UnresolvedSchema),
  digest: v.pipe(v.string(), v.description('Names the effect: equal digests, equal change.')),
  parts: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description('Names each single change of the effect, where a merge queue has to compare several.'),
    ),
  ),
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
  standing: v.pipe(v.number(), v.description('Errors and warnings that stand before and after the merge.')),
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
export type Version = v.InferOutput<typeof VersionSchema>;
export type Handover = v.InferOutput<typeof HandoverSchema>;
export type Segment = v.InferOutput<typeof SegmentSchema>;
export type Effect = v.InferOutput<typeof EffectSchema>;
export type ReviewPlace = v.InferOutput<typeof PlaceSchema>;
