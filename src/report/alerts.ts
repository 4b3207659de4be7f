import type { ClusterReview, Finding, Review, ReviewPlace } from '../radius/review-contract.ts';
import { clustersInOrder, isBlocking } from './blocking.ts';
import { listed } from './counted.ts';
import { objectTitle } from './object-title.ts';

/** Something to know before the details, with what to do about it. Texts are ours, with names of the repository in them. */
export interface Alert {
  readonly level: 'error' | 'warning' | 'notice';
  /** Empty where all of the repository is meant. */
  readonly clusters: readonly string[];
  /** Says what is wrong where a finding's message does not: `cannot be rendered`. */
  readonly title?: string | undefined;
  readonly messages: readonly string[];
  readonly place?: ReviewPlace | undefined;
  readonly fix?: string | undefined;
  readonly rule?: string | undefined;
}

/** @returns the alerts, the worst first; the same one over several clusters is said once */
export function alerts(review: Review): readonly Alert[] {
  const clusters = clustersInOrder(review);
  const all = [
    ...conflict(review),
    ...(clusters.length === 0 ? [nothingFound] : []),
    ...clusters.flatMap(([name, cluster]) => unresolved(name, cluster)),
    ...review.findings.filter(({ severity }) => severity === 'error').map(fromFinding),
    ...clusters.flatMap(([name, cluster]) => rejected(name, cluster, review.findings)),
    ...clusters.flatMap(([name, cluster]) => dataAtRisk(name, cluster, review.findings)),
    ...review.findings.filter(({ severity }) => severity === 'warning').map(fromFinding),
    ...review.findings.filter(({ severity }) => severity === 'notice').map(fromFinding),
  ];
  return fold(all);
}

const nothingFound: Alert = {
  level: 'error',
  clusters: [],
  title: 'No cluster found',
  messages: ['nothing in this repository looks like the root of a cluster, so nothing could be reviewed'],
  fix: 'name the clusters and their paths in `.github/blast-radius.yml`',
};

function conflict(review: Review): Alert[] {
  if (review.merge.status !== 'conflict') return [];
  const files = listed(review.merge.conflicts.map((path) => `\`${path}\``));
  return [
    {
      level: 'error',
      clusters: [],
      title: 'Merge conflict',
      messages: [
        `${files === '' ? 'the branches' : files} cannot be merged, so what follows compares the merge base with the head alone`,
      ],
      fix: 'merge the base branch into this one and resolve the conflict',
    },
  ];
}

function unresolved(name: string, cluster: ClusterReview): Alert[] {
  return cluster.unresolved
    .filter((problem) => isBlocking(problem) || (problem.side === 'before' && !problem.standing))
    .map((problem) => ({
      level: isBlocking(problem) ? 'error' : 'notice',
      clusters: [name],
      title: isBlocking(problem) ? 'cannot be rendered' : 'renders again; what ran before is not known',
      messages: [problem.message],
      place: problem.path === undefined ? undefined : { path: problem.path, line: problem.line },
      fix: problem.fix,
    }));
}

function fromFinding(finding: Finding): Alert {
  return {
    level: finding.severity,
    clusters: finding.cluster === undefined ? [] : [finding.cluster],
    messages: [finding.message],
    place: finding.path === undefined ? undefined : { path: finding.path, line: finding.line },
    fix: finding.fix,
    rule: finding.rule,
  };
}

/** What a policy already found is not said twice. */
function dataAtRisk(name: string, cluster: ClusterReview, findings: readonly Finding[]): Alert[] {
  return cluster.lost
    .filter(({ dataAtRisk: data }) => data !== undefined)
    .filter((lost) => !isFound(lost, name, findings))
    .map((lost) => ({
      level: 'error',
      clusters: [name],
      messages: [`Flux deletes ${objectTitle(lost)}, and with it ${lost.dataAtRisk}`],
      place: lost.chain.at(-1),
      fix: 'if it must stay, first merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it',
    }));
}

/** An object that the cluster refuses takes its whole root with it. */
function rejected(name: string, cluster: ClusterReview, findings: readonly Finding[]): Alert[] {
  return cluster.changed
    .filter(({ effect }) => effect === 'rejected')
    .filter((changed) => !isFound(changed, name, findings))
    .map((changed) => {
      const paths = changed.fields.filter(({ immutable }) => immutable === 'certain').map(({ path }) => `\`${path}\``);
      const what = `${listed(paths)} cannot be changed in place`;
      return {
        level: 'error',
        clusters: [name],
        messages: [`${objectTitle(changed)} is rejected, and all that its root applies waits: ${what}`],
        place: changed.chain.at(-1),
        fix: 'give it another name, or let Flux delete and create it by the annotation `kustomize.toolkit.fluxcd.io/force: enabled`',
      };
    });
}

function isFound(object: Parameters<typeof isSame>[0], cluster: string, findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.cluster === cluster && finding.object && isSame(finding.object, object));
}

function isSame(a: { kind: string; name: string; namespace?: string | undefined }, b: typeof a): boolean {
  return a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}

/** @returns the clusters to name before the messages: none where the one message begins with its cluster's name */
export function alertClusters({ clusters, title, messages }: Alert): readonly string[] {
  const [cluster, ...others] = clusters;
  const isSaid = messages.length === 1 && messages[0]?.startsWith(`${cluster} `) === true;
  return title === undefined && others.length === 0 && isSaid ? [] : clusters;
}

/** Equal but for the cluster: one alert. Equal but for the message: one alert with several. */
function fold(all: readonly Alert[]): readonly Alert[] {
  const byMessage = foldBy(all, ({ messages, ...rest }) => [messages, rest.level, rest.title, rest.rule, rest.fix]);
  return foldBy(byMessage, ({ clusters, level, title, rule, fix, place }) => [
    clusters,
    level,
    title,
    rule,
    fix,
    place,
  ]);
}

function foldBy(all: readonly Alert[], keyOf: (alert: Alert) => unknown): readonly Alert[] {
  const folded = new Map<string, Alert>();
  for (const alert of all) {
    const key = JSON.stringify(keyOf(alert));
    const known = folded.get(key);
    if (known === undefined) folded.set(key, alert);
    else
      folded.set(key, {
        ...known,
        clusters: [...new Set([...known.clusters, ...alert.clusters])],
        messages: [...new Set([...known.messages, ...alert.messages])],
      });
  }
  return [...folded.values()];
}
