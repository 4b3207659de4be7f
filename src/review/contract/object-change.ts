import * as v from 'valibot';
import { FieldChangeSchema, VersionSchema } from './field-change.ts';
import { Line, ObjectRefSchema, objectFields, PlaceSchema } from './reference.ts';

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
  'reinstalled',
  'rejected',
  'external',
]);

const sharedChangeFields = {
  ...objectFields,
  unit: v.optional(
    v.pipe(v.string(), v.description('What people promote: the shared directory this object comes from.')),
  ),
  root: v.pipe(
    v.string(),
    v.description(
      'The directory of the render this object belongs to; of what Helm or flux-operator makes, that of the root that holds its HelmRelease or ResourceSet.',
    ),
  ),
  release: v.optional(
    v.pipe(v.string(), v.description('The HelmRelease whose chart makes the object: namespace/name.')),
  ),
  set: v.optional(v.pipe(v.string(), v.description('The ResourceSet that makes the object: namespace/name.'))),
  effect: EffectSchema,
  chain: v.pipe(
    v.array(PlaceSchema),
    v.description('The references from the entrypoint to the line that adds the object.'),
  ),
  consequences: v.optional(
    v.pipe(v.array(v.string()), v.description('What follows in the running cluster, in sentences without a subject.')),
  ),
  race: v.optional(
    v.pipe(
      v.string(),
      v.description(
        'Why it may not happen: what protects the object from it comes by the same merge, and may be faster. In a sentence without a subject.',
      ),
    ),
  ),
  undecided: v.optional(
    v.pipe(
      v.string(),
      v.description(
        'Why it may not happen: a setting of a FluxKustomization decides it, whose value only the cluster has. In a sentence without a subject.',
      ),
    ),
  ),
  stoppedBy: v.optional(
    v.pipe(v.string(), v.description('Why its root stops before this happens; absent where nothing stops it.')),
  ),
  holdsUp: v.optional(
    v.pipe(
      v.number(),
      v.description('How many other roots wait for the one that stops at this object; absent where none does.'),
    ),
  ),
};

const NameSchema = v.object({ namespace: v.optional(v.string()), name: v.string() });

/** Why a change of one side alone is none for sure. */
const UncertainSchema = v.pipe(
  v.string(),
  v.description(
    'Why the other side may have the object too: something that is not known may hold it there. In a sentence without a subject.',
  ),
);

export const GainedSchema = v.object({
  ...sharedChangeFields,
  digest: v.optional(v.pipe(v.string(), v.description('Names its content; only where it was asked for.'))),
  uncertain: v.optional(UncertainSchema),
  matters: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        'What a reader looks for in it first, as `image nginx:1.27`: images, its chart, what it may do, hosts, ports.',
      ),
    ),
  ),
  renamedFrom: v.optional(v.pipe(NameSchema, v.description('A lost object that was the same except for its name.'))),
});

export const LostSchema = v.object({
  ...sharedChangeFields,
  uncertain: v.optional(UncertainSchema),
  renamedTo: v.optional(v.pipe(NameSchema, v.description('A gained object that is the same except for its name.'))),
  dataAtRisk: v.optional(v.pipe(v.string(), v.description('Which data is deleted with it, in words.'))),
});

const MoveEndSchema = v.object({ root: v.string(), path: v.string(), line: v.optional(Line) });

const HandoverSchema = v.pipe(
  v.picklist(['safe', 'race', 'recreated']),
  v.description(
    'Between two FluxKustomizations: safe, the new one applies first or the old one does not prune; race, either may be first, and the old one would delete the object; recreated, the old one certainly deletes it first.',
  ),
);

export const MovedSchema = v.object({
  ...sharedChangeFields,
  from: MoveEndSchema,
  to: MoveEndSchema,
  handover: v.optional(HandoverSchema),
});

export const ChangedSchema = v.object({
  ...sharedChangeFields,
  previous: v.optional(
    v.pipe(
      v.object({ apiVersion: v.optional(v.string()), name: v.optional(v.string()) }),
      v.description('Present only where the identity changed: a new apiVersion, a generated name.'),
    ),
  ),
  movedFrom: v.optional(MoveEndSchema),
  handover: v.optional(HandoverSchema),
  refused: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        'Why the API server rejects the object as it is after the merge, whatever it was before: each the end of a sentence that begins with its name. Absent where only the change is rejected.',
      ),
    ),
  ),
  fields: v.array(FieldChangeSchema),
});

/** What a change reaches by reference only: its own content stays. */
export const AffectedSchema = v.object({
  ...objectFields,
  reason: v.pipe(
    v.string(),
    v.description('What happens to it and why: the end of a sentence that starts with its name.'),
  ),
  effect: v.optional(
    v.pipe(
      v.picklist([
        'rolled',
        'stale',
        'stopped',
        'resumed',
        'suspended',
        'upgraded',
        'revised',
        'external',
        'uncertain',
        'dropped',
      ]),
      v.description(
        'stale: what it reads changes, but it keeps what it has read; revised: every commit of its source upgrades it, whatever is in it; external: it takes other content from another repository; uncertain: it happens only if a value has changed, or is one, that cannot be seen here; dropped: one of the roots that apply it gives it up, and may delete it.',
      ),
    ),
  ),
  unit: v.optional(v.string()),
  root: v.optional(v.pipe(v.string(), v.description('The directory of the root that applies it.'))),
  cause: v.optional(v.pipe(ObjectRefSchema, v.description('The object whose change reaches it.'))),
  version: v.optional(
    v.pipe(VersionSchema, v.description('Of a release: from which version of its chart it goes to which.')),
  ),
  values: v.optional(
    v.pipe(
      v.array(FieldChangeSchema),
      v.description('Of a release: which of its merged values change through valuesFrom.'),
    ),
  ),
});

export type Effect = v.InferOutput<typeof EffectSchema>;
export type Gained = v.InferOutput<typeof GainedSchema>;
export type Lost = v.InferOutput<typeof LostSchema>;
export type Moved = v.InferOutput<typeof MovedSchema>;
export type Changed = v.InferOutput<typeof ChangedSchema>;
export type Handover = v.InferOutput<typeof HandoverSchema>;
export type Affected = v.InferOutput<typeof AffectedSchema>;

/** What a change does to an object that is there already. */
export interface ChangeEffect {
  readonly effect: Effect;
  readonly consequences: readonly string[];
  /** Why the API server rejects the object by what it holds, as far as it does. */
  readonly refused?: readonly string[];
}
