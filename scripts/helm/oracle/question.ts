import * as v from 'valibot';

/** All that decides what becomes of a HelmRelease, as the programs in Go are asked too. */
export interface Question {
  /** Which one it is, among those of its set. */
  readonly id: string;
  /** A HelmRelease as YAML. */
  readonly release: string;
  /** The ConfigMaps and Secrets of its namespace, as YAML. */
  readonly objects: readonly string[];
  /** The folder of its chart. */
  readonly chart: string;
  readonly source: Source;
  /** 1 for an install, else the number that an upgrade makes. */
  readonly revision: number;
  /** What of the release is installed. */
  readonly former: { readonly chart: string; readonly values: Record<string, unknown> };
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
  /** Whether what stands in `crds/` and is no definition is left out. */
  readonly dropsOtherCrds: boolean;
  /** Whether the chart's templates ask for the time or for random bytes. */
  readonly isChance: boolean;
}

/** Where a chart comes from, as far as its version shows it. */
export interface Source {
  readonly kind: 'package' | 'artifact' | 'built';
  /** Of the artifact, or of the source where each of its revisions is a new version. */
  readonly revision: string;
  /** Of the HelmChart where it has files of values, else 0. */
  readonly generation: number;
}

export const PACKAGE: Source = { kind: 'package', revision: '', generation: 0 };

const HookSchema = v.object({
  path: v.string(),
  manifest: v.string(),
  events: v.array(v.string()),
  weight: v.number(),
  deletePolicies: v.optional(v.nullable(v.array(v.string()))),
});

/** What helm-controller makes of a HelmRelease; `stage` is what failed where it makes nothing. */
export const AnswerSchema = v.object({
  name: v.string(),
  namespace: v.string(),
  storageNamespace: v.string(),
  chartVersion: v.string(),
  manifest: v.string(),
  hooks: v.nullable(v.array(HookSchema)),
  crds: v.nullable(v.array(v.record(v.string(), v.unknown()))),
  policy: v.string(),
  notes: v.string(),
  err: v.optional(v.string()),
  stage: v.optional(v.string()),
});

export type Answer = v.InferOutput<typeof AnswerSchema>;
