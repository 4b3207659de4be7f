import type { ObjectRun, RunVersion, UnitRun, WhereObject, WhereUnit } from './where-contract.ts';
import { Variants } from './where-objects.ts';

/** Kinds whose version is the unit's: what runs, not what it is fetched from. */
const RUNS = /^(Deployment|StatefulSet|DaemonSet|ReplicaSet|Pod|Rollout|CronJob|Job|HelmRelease)$/;

interface Held {
  readonly object: WhereObject;
  readonly run: ObjectRun;
}

/**
 * @param order the clusters in promotion order
 * @param directoriesOf gives where a unit is kept
 * @returns the units of some objects, each with what runs of it in which cluster
 */
export function whereUnits(
  objects: readonly WhereObject[],
  order: readonly string[],
  directoriesOf: (unit: string) => readonly string[],
): readonly WhereUnit[] {
  const units = new Set(objects.map(({ unit }) => unit).filter((unit) => unit !== ''));
  return [...units].map((unit) => {
    const own = objects.filter((object) => object.unit === unit);
    const variants = new Variants<string>((a, b) => a === b);
    const runs = order.flatMap((cluster) => {
      const held = own.flatMap((object) => {
        const run = object.runs.find((each) => each.cluster === cluster);
        return run === undefined ? [] : [{ object, run }];
      });
      return held.length === 0 ? [] : [unitRun(cluster, held, variants.numberOf(contentOf(held)))];
    });
    return {
      unit,
      directories: [...directoriesOf(unit)],
      clusters: runs.map(({ cluster }) => cluster),
      drift: runs.some(({ variant }) => variant > 1),
      runs,
    };
  });
}

function contentOf(held: readonly Held[]): string {
  return JSON.stringify(held.map(({ object: { kind, namespace, name }, run }) => [kind, namespace, name, run.variant]));
}

function unitRun(cluster: string, held: readonly Held[], variant: number): UnitRun {
  const running = held.filter(({ object }) => RUNS.test(object.kind));
  const [only, other] = running;
  const replicas = other === undefined ? only?.run.replicas : undefined;
  return {
    cluster,
    versions: distinct(running.flatMap(({ run }) => run.versions)),
    ...(replicas === undefined ? {} : { replicas }),
    suspended: (running.length === 0 ? held : running).every(({ run }) => run.suspended),
    variant,
    objects: held.length,
  };
}

function distinct(versions: readonly RunVersion[]): RunVersion[] {
  return [...new Map(versions.map((each) => [`${each.of} ${each.version}`, each])).values()];
}
