import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const ObjectSchema = v.object({
  apiVersion: v.string(),
  kind: v.string(),
  name: v.string(),
  namespace: v.optional(v.string()),
});

const ExpectedClusterSchema = v.object({
  gained: v.array(ObjectSchema),
  lost: v.array(ObjectSchema),
  changed: v.array(ObjectSchema),
  objectsBefore: v.number(),
  objectsAfter: v.number(),
  /** Roots, each as `namespace/name path`. */
  failedBefore: v.array(v.string()),
  failedAfter: v.array(v.string()),
  /** Roots that are taken for another repository's, each as `namespace/name <- Kind/name`. */
  external: v.array(v.string()),
});

/** What the real kustomize made of a real fleet: see the README beside the data. */
const ExpectedFleetSchema = v.object({
  fleet: v.string(),
  /** Paths by cluster; spokes stand in the cases only. */
  entrypoints: v.record(v.string(), v.string()),
  cases: v.array(
    v.object({
      case: v.string(),
      before: v.string(),
      after: v.string(),
      clusters: v.record(v.string(), ExpectedClusterSchema),
    }),
  ),
});

export type ExpectedFleet = v.InferOutput<typeof ExpectedFleetSchema>;
export type ExpectedClusterChange = v.InferOutput<typeof ExpectedClusterSchema>;

export function readExpectedFleet(file: string): ExpectedFleet {
  return v.parse(ExpectedFleetSchema, JSON.parse(readFileSync(file, 'utf8')));
}
