import * as v from 'valibot';
import { RemoteSchema } from '../../fleet/where/where-contract.ts';
import { AffectedSchema, ChangedSchema, GainedSchema, LostSchema, MovedSchema } from './object-change.ts';
import { Line, ObjectRefSchema, PlaceSchema } from './reference.ts';

export const UnresolvedSchema = v.object({
  code: v.string(),
  message: v.string(),
  path: v.optional(v.string()),
  line: v.optional(Line),
  column: v.optional(v.pipe(Line, v.description('1-based; of what is wrong with a ResourceSet.'))),
  root: v.optional(
    v.pipe(v.string(), v.description('The root that could not be rendered because of this, or only in part.')),
  ),
  roots: v.optional(
    v.pipe(v.array(v.string()), v.description('All of them, where they are several for one and the same reason.')),
  ),
  partial: v.optional(
    v.pipe(
      v.literal(true),
      v.description('What is known of the root is compared: this tells what is not known beside it.'),
    ),
  ),
  side: v.picklist(['before', 'after', 'both']),
  standing: v.pipe(
    v.boolean(),
    v.description(
      'No problem that this merge causes: it is the same on both sides, or in a root that was not known before and that the merge does not touch. Counted, not blocking.',
    ),
  ),
  changed: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description('Inputs of what a standing problem hides that differ: what becomes of that is not known.'),
    ),
  ),
  now: v.optional(
    v.pipe(
      v.array(ObjectRefSchema),
      v.description('What is there now of what was not known before: whether it is new is not known.'),
    ),
  ),
  gone: v.optional(
    v.pipe(
      v.literal(true),
      v.description('What was not known before is not there any more: what goes with it is not known.'),
    ),
  ),
  remote: v.optional(RemoteSchema),
  holdsUp: v.optional(
    v.pipe(v.number(), v.description('How many other roots wait for the one that fails; absent where none does.')),
  ),
  fix: v.optional(v.string()),
});

const ExternalSchema = v.object({
  root: v.pipe(v.string(), v.description('namespace/name of the FluxKustomization.')),
  source: v.pipe(v.string(), v.description('Kind/namespace/name of the source that holds its content.')),
  path: v.optional(v.string()),
  change: v.optional(
    v.pipe(v.string(), v.description('What it follows or builds now, instead of what it did before.')),
  ),
  unfetched: v.optional(
    v.pipe(
      v.object({ reason: v.string(), fix: v.string(), ...PlaceSchema.entries }),
      v.description('Why its content is not fetched, at the line of its source; absent where nothing is.'),
    ),
  ),
});

const ReleasesSchema = v.object({
  rendered: v.optional(
    v.pipe(v.number(), v.description('Releases whose charts are rendered: what Helm makes is among the objects.')),
  ),
  partly: v.optional(
    v.pipe(
      v.number(),
      v.description('Of those, how many may make more than is known: what they ask only their cluster knows.'),
    ),
  ),
  compared: v.pipe(
    v.number(),
    v.description('Releases that are compared by their inputs alone, as their charts are not rendered.'),
  ),
  floating: v.pipe(v.number(), v.description('Of those, how many can get another chart without a change in Git.')),
  unrendered: v.optional(
    v.pipe(
      v.array(
        v.object({
          release: v.pipe(v.string(), v.description('namespace/name of the HelmRelease.')),
          reason: v.pipe(v.string(), v.description('Why its chart is not rendered, in a sentence about it.')),
          fix: v.string(),
          ...PlaceSchema.entries,
          off: v.optional(
            v.pipe(v.literal(true), v.description('Nothing is fetched at all: so it is with every chart elsewhere.')),
          ),
          side: v.optional(
            v.pipe(
              v.literal('before'),
              v.description('So it is before the merge alone: after it, its chart is rendered.'),
            ),
          ),
        }),
      ),
      v.description('Why each of the releases that are compared by their inputs is.'),
    ),
  ),
});

export const ValidationSchema = v.pipe(
  v.object({
    validated: v.pipe(v.number(), v.description('Objects that were validated against a schema.')),
    withoutSchema: v.pipe(v.number(), v.description('Objects of kinds without a known schema.')),
    unknownKinds: v.pipe(v.array(v.string()), v.description('These kinds, as `apiVersion kind`.')),
    standing: v.pipe(v.number(), v.description('What was wrong with them before, and still is.')),
    celRules: v.pipe(v.number(), v.description('CEL rules in their schemas, which are not evaluated.')),
  }),
  v.description('What was validated against the schemas of the cluster: the objects that the change touches.'),
);

export const ClusterSchema = v.object({
  path: v.optional(v.pipe(v.string(), v.description('The directory the cluster reconciles; absent for a spoke.'))),
  paths: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description('All directories it reconciles, the first among them, if it has several.'),
    ),
  ),
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
  gained: v.pipe(
    v.array(GainedSchema),
    v.description('As the other lists of changes: what others wait for comes before what waits for it.'),
  ),
  lost: v.array(LostSchema),
  changed: v.array(ChangedSchema),
  moved: v.array(MovedSchema),
  affected: v.array(AffectedSchema),
  opaque: v.number(),
  releases: v.optional(ReleasesSchema),
  external: v.array(ExternalSchema),
  ignored: v.number(),
  respelled: v.optional(
    v.pipe(
      v.number(),
      v.description('Objects that are written differently but render the same: not among the changed.'),
    ),
  ),
  validation: v.optional(ValidationSchema),
  unresolved: v.array(UnresolvedSchema),
  digest: v.pipe(v.string(), v.description('Names the effect: equal digests, equal change.')),
  parts: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description('Names each single change of the effect, so that a merge queue can compare several.'),
    ),
  ),
});

export type ClusterReview = v.InferOutput<typeof ClusterSchema>;
export type Unresolved = v.InferOutput<typeof UnresolvedSchema>;
export type External = v.InferOutput<typeof ExternalSchema>;
