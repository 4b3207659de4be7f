import * as v from 'valibot';
import { ClusterSchema } from './cluster-review.ts';
import { DiscoverySchema } from './discovery.ts';
import { FindingSchema, UntoldSchema } from './finding.ts';
import { ImageChangesSchema } from './images.ts';
import { MeetingSchema } from './meeting.ts';
import { UnjudgedSchema } from './unjudged.ts';
import { WeakeningSchema } from './weakening.ts';

const ChangedFileSchema = v.object({
  path: v.string(),
  status: v.picklist(['added', 'removed', 'modified']),
  clusters: v.pipe(v.array(v.string()), v.description('The clusters whose renders read this file, before or after.')),
  unread: v.optional(
    v.pipe(v.literal(true), v.description('It holds a Kubernetes object, and no cluster has read it.')),
  ),
});

const ReadElsewhereSchema = v.object({
  reference: v.pipe(v.string(), v.description('As kustomize writes it: a repository with its ref, or an address.')),
  unverified: v.optional(
    v.pipe(v.literal(true), v.description('Its source asks for a signature, which is not checked here.')),
  ),
  scheduled: v.optional(
    v.pipe(
      v.literal(true),
      v.description('The cluster looks at it at set times alone: until then it has what it was at the last one.'),
    ),
  ),
  revision: v.pipe(v.string(), v.description('What it stood for on both sides: a commit, or a digest of the content.')),
  clusters: v.pipe(v.array(v.string()), v.description('Whose renders read it, before or after.')),
  follows: v.optional(
    v.pipe(
      v.string(),
      v.description(
        'What it follows, such as `branch main`: it may stand for something else without a change of the repository.',
      ),
    ),
  ),
});

export type ReadElsewhere = v.InferOutput<typeof ReadElsewhereSchema>;

/**
 * The review as data: what `diff --format json` prints, what crosses threads, and the one input of every report.
 * `docs/review.schema.json` is generated from here. Later versions only add.
 */
export const ReviewSchema = v.object({
  schema: v.literal(1),
  base: v.pipe(v.string(), v.description('The base commit; empty where a side is not a commit.')),
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
  unjudged: v.optional(
    v.pipe(
      v.array(UnjudgedSchema),
      v.description(
        'Changed manifests that may run in a cluster and were not read: the check fails, whoever approves it.',
      ),
    ),
  ),
  order: v.pipe(v.array(v.string()), v.description('The clusters in promotion order.')),
  clusters: v.record(v.string(), ClusterSchema),
  findings: v.array(FindingSchema),
  weakens: v.pipe(
    v.array(WeakeningSchema),
    v.description('What the change makes weaker in the configuration, and needs an approval for.'),
  ),
  untold: v.optional(
    v.pipe(v.array(UntoldSchema), v.description('Findings that are counted but not reported, by rule.')),
  ),
  files: v.array(ChangedFileSchema),
  images: v.optional(
    v.pipe(ImageChangesSchema, v.description('Which images the clusters gain, lose and change; absent where none.')),
  ),
  elsewhere: v.optional(
    v.pipe(v.array(ReadElsewhereSchema), v.description('What was fetched for the renders; absent where nothing was.')),
  ),
  discovery: v.optional(
    v.pipe(DiscoverySchema, v.description('What was taken for clusters, while the base holds no configuration.')),
  ),
  unreached: v.optional(
    v.pipe(v.number(), v.description('FluxKustomizations in the repository that no cluster reaches.')),
  ),
  meets: v.optional(
    v.pipe(
      v.array(MeetingSchema),
      v.description(
        'Other open changes of what this one changes, where it was looked for them: no verdict rests on it.',
      ),
    ),
  ),
  alsoMeets: v.optional(
    v.pipe(v.number(), v.description('Others that change some of the same, and were not compared: they are too many.')),
  ),
});

export type Review = v.InferOutput<typeof ReviewSchema>;
