import * as v from 'valibot';

/**
 * What runs where, as data: what `where --format json` prints and the one input of its reports. `docs/where.schema.json`
 * is generated from here. Later versions only add.
 */

const VersionSchema = v.object({
  of: v.pipe(v.string(), v.description('What the version belongs to: an image without its tag, a chart, a source.')),
  version: v.pipe(v.string(), v.description('As written; empty if the newest one is used.')),
});

const variant = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.description('Equal numbers mean equal content; 1 is what the first cluster that has it runs.'),
);

const runFields = {
  cluster: v.string(),
  versions: v.array(VersionSchema),
  replicas: v.optional(v.pipe(v.number(), v.description('Absent if the manifest does not set it.'))),
  suspended: v.pipe(v.boolean(), v.description('Whether it is suspended, or Flux currently does not apply it.')),
  variant,
};

const ObjectRunSchema = v.object({
  ...runFields,
  source: v.optional(v.pipe(v.string(), v.description('Kind/namespace/name of the source of its content.'))),
  root: v.pipe(v.string(), v.description('The directory of the root it belongs to.')),
  path: v.pipe(v.string(), v.description('The file that contains it, relative to the repository.')),
  line: v.optional(v.number()),
});

const UnitRunSchema = v.object({ ...runFields, objects: v.number() });

export const RemoteSchema = v.pipe(
  v.object({
    target: v.pipe(v.string(), v.description('As it is written.')),
    reason: v.pipe(v.string(), v.description('Why it is not had, as the end of a sentence.')),
    off: v.optional(
      v.pipe(v.literal(true), v.description('Nothing is fetched at all: so it is with all that is elsewhere.')),
    ),
  }),
  v.description('The address or repository that a kustomization refers to, where that is what is wrong.'),
);

const ProblemSchema = v.object({
  code: v.string(),
  message: v.string(),
  path: v.optional(v.string()),
  line: v.optional(v.number()),
  remote: v.optional(RemoteSchema),
  fix: v.optional(v.string()),
});

/** A cluster, and what of it is not known. */
export const FoundClusterSchema = v.object({
  name: v.string(),
  path: v.string(),
  paths: v.optional(v.pipe(v.array(v.string()), v.description('All its directories, if it has several.'))),
  via: v.optional(v.pipe(v.string(), v.description('For a spoke: the hub that applies to it, and how.'))),
  problems: v.array(ProblemSchema),
  external: v.pipe(v.number(), v.description('Roots whose content is in another repository, which is not read.')),
});

const drift = v.pipe(v.boolean(), v.description('Whether it differs between the clusters that have it.'));

export const WhereSchema = v.object({
  schema: v.literal(1),
  clusters: v.pipe(v.array(FoundClusterSchema), v.description('In promotion order, with what could not be rendered.')),
  units: v.array(
    v.object({
      unit: v.string(),
      directories: v.pipe(v.array(v.string()), v.description('Where it is defined, without its variants.')),
      clusters: v.array(v.string()),
      drift,
      runs: v.array(UnitRunSchema),
    }),
  ),
  objects: v.array(
    v.object({
      kind: v.string(),
      namespace: v.string(),
      name: v.pipe(v.string(), v.description('Without the hash of a generated name.')),
      unit: v.pipe(v.string(), v.description("Empty for an object that is only in the clusters' own directories.")),
      clusters: v.array(v.string()),
      drift,
      runs: v.array(ObjectRunSchema),
    }),
  ),
});

export type Where = v.InferOutput<typeof WhereSchema>;
export type FoundCluster = v.InferOutput<typeof FoundClusterSchema>;
export type WhereObject = Where['objects'][number];
export type WhereUnit = Where['units'][number];
export type ObjectRun = v.InferOutput<typeof ObjectRunSchema>;
export type UnitRun = v.InferOutput<typeof UnitRunSchema>;
export type RunVersion = v.InferOutput<typeof VersionSchema>;
