import { type MinimatchOptions, minimatch } from 'minimatch';
import type { Config, IgnoreConfig } from '../../config/config.ts';
import type { Cluster } from '../../fleet/find/cluster.ts';
import { listedWhole } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';
import { coversGlob } from './covers-glob.ts';

/** As the review matches them. */
const GLOB: MinimatchOptions = { dot: true, nocomment: true, nonegate: true };

/**
 * What more is ignored in a cluster. It counts for every cluster: what is ignored needs no approval, and the rules about
 * changes do not see it either.
 */
export function weakerIgnore(was: Cluster, becomes: Cluster, before: Config, after: Config): readonly string[] {
  const known = before.ignore.filter(({ cluster }) => fits(cluster, was.name));
  const next = after.ignore.filter(({ cluster }) => fits(cluster, becomes.name));
  const more = next.filter((entry) => !known.some((each) => covers(each, entry)));
  return [...new Set(more.map((entry) => `would have ${subject(entry)} ignored`))];
}

function fits(glob: string | undefined, name: string): boolean {
  return glob === undefined || minimatch(name, glob, GLOB);
}

function covers(wide: IgnoreConfig, narrow: IgnoreConfig): boolean {
  return Object.values(COVERED).every((isCovered) => isCovered(wide, narrow));
}

/** Each key of an entry; one that nothing compares does not compile. */
const COVERED = {
  // Both fit the cluster.
  cluster: () => true,
  apiVersion: (wide, narrow) => coversGlob(wide.apiVersion, narrow.apiVersion, GLOB),
  kind: (wide, narrow) => coversGlob(wide.kind, narrow.kind, GLOB),
  namespace: (wide, narrow) => coversGlob(wide.namespace, narrow.namespace, GLOB),
  name: (wide, narrow) => coversGlob(wide.name, narrow.name, GLOB),
  fields: (wide, narrow) =>
    wide.fields.length === 0 ||
    (narrow.fields.length > 0 && narrow.fields.every((field) => wide.fields.includes(field))),
} satisfies Record<keyof IgnoreConfig, (wide: IgnoreConfig, narrow: IgnoreConfig) => boolean>;

/** As `changes of spec.replicas in objects with the kind Deployment`. */
function subject({ apiVersion, kind, namespace, name, fields }: IgnoreConfig): string {
  const named = Object.entries({ apiVersion, kind, namespace, name }).flatMap(([key, glob]) =>
    glob === undefined ? [] : [`${key} ${quoted(glob)}`],
  );
  const objects = named.length === 0 ? 'all objects' : `objects with ${listedWhole(named)}`;
  return fields.length === 0 ? `changes of ${objects}` : `changes of ${listedWhole(fields.map(quoted))} in ${objects}`;
}
