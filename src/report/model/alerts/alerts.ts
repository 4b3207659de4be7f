import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../../memo/by-value.ts';
import type { ClusterReview, Unresolved } from '../../../review/contract/cluster-review.ts';
import type { Finding } from '../../../review/contract/finding.ts';
import type { Changed } from '../../../review/contract/object-change.ts';
import type { Review } from '../../../review/contract/review.ts';
import { mayStay } from '../../../review/unknown/may-stay.ts';
import { hidesRoot, isNew } from '../../../review/unknown/partly-known.ts';
import { listed, MOST_NAMES } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import { clustersInOrder } from '../clusters/in-order.ts';
import { ALERT_NAMES, partlyKnown } from '../clusters/partly-known.ts';
import type { Alert, RemoteAddress } from './alert.ts';
import { foldAlerts } from './fold-alerts.ts';
import { heldUpFirst, isSame, waitersOf } from './held-up-first.ts';
import { isRepaired } from './repaired.ts';
import { unjudgedAlert } from './unjudged-alert.ts';

/** @returns the alerts, the worst first; the same one over several clusters is said once */
export const alerts = onceEach((review: Review): readonly Alert[] => {
  const clusters = clustersInOrder(review);
  const unknown = clusters.flatMap(([name, cluster]) => unresolved(name, cluster));
  const all = [
    ...conflict(review),
    ...(clusters.length === 0 && (review.unjudged ?? []).length === 0 ? [nothingFound] : []),
    ...heldUpFirst([
      ...unknown.filter(({ level }) => level === 'error'),
      ...review.findings.filter(({ severity }) => severity === 'error').map((each) => fromFinding(each, review)),
      ...clusters.flatMap(([name, cluster]) => objectAlerts(name, cluster, review.findings)),
    ]),
    ...weakened(review),
    ...unknown.filter(({ level }) => level !== 'error'),
    ...review.findings.filter(({ severity }) => severity === 'warning').map((each) => fromFinding(each, review)),
    ...review.findings.filter(({ severity }) => severity === 'notice').map((each) => fromFinding(each, review)),
  ];
  return [...unjudgedAlert(review), ...foldAlerts(all)].map(withSentence);
});

/** What to do is a sentence, whoever says it. */
function withSentence(alert: Alert): Alert {
  const { fix } = alert;
  if (fix === undefined) return alert;
  const isEnded = /[.?!]$/.test(fix);
  return { ...alert, fix: `${fix.charAt(0).toUpperCase()}${fix.slice(1)}${isEnded ? '' : '.'}` };
}

const nothingFound: Alert = {
  id: 'no-cluster',
  level: 'error',
  clusters: [],
  places: [],
  title: 'No cluster found',
  messages: ['nothing in this repository looks like the root of a cluster, so nothing could be reviewed'],
  fix: 'name the clusters and their paths in `.github/blast-radius.yml`',
};

function conflict(review: Review): Alert[] {
  if (review.merge.status !== 'conflict') return [];
  const files = listed(review.merge.conflicts.map((path) => `\`${path}\``));
  return [
    {
      id: 'merge-conflict',
      level: 'error',
      clusters: [],
      places: [],
      title: 'Merge conflict',
      messages: [
        `${files === '' ? 'the branches' : files} cannot be merged, so this report compares the merge base with the head alone`,
      ],
      fix: 'merge the base branch into this one and resolve the conflict',
    },
  ];
}

function unresolved(name: string, cluster: ClusterReview): Alert[] {
  const isBroken = cluster.unresolved.filter(isNew);
  return [
    ...isBroken.map((problem) => {
      const ofOne = problem.code === 'set-failed' ? 'cannot render a ResourceSet' : 'cannot install a release';
      const title = hidesRoot(problem) ? 'cannot be rendered' : ofOne;
      return problemAlert(name, problem, { id: 'unresolved', level: 'error', title }, problem.message);
    }),
    ...partlyKnown(cluster).map(({ problem, problems, kind, text }) => {
      const level = kind === 'repaired' ? 'notice' : 'warning';
      const isWhole = kind === 'repaired' && problem.partial !== true;
      const title = isWhole ? 'renders again, unknown before' : 'partly known';
      const alert = problemAlert(name, problem, { id: 'partly-known', level, title }, text(ALERT_NAMES));
      const remotes = kind === 'new' ? problems.flatMap(remoteAddress) : [];
      return remotes.length === problems.length ? { ...alert, remotes } : alert;
    }),
  ];
}

function remoteAddress({ remote, path, line }: Unresolved): readonly RemoteAddress[] {
  if (remote === undefined) return [];
  const { target, reason } = remote;
  return [{ target, reason, place: path === undefined ? undefined : { path, line } }];
}

function problemAlert(
  name: string,
  { path, line, column, fix, side, holdsUp }: Unresolved,
  about: Pick<Alert, 'id' | 'level' | 'title'>,
  message: string,
): Alert {
  // What stood before the merge alone is past help.
  const remedy = side === 'before' ? undefined : fix;
  return {
    ...about,
    clusters: [name],
    messages: [message],
    places: path === undefined ? [] : [{ path, line, ...(column === undefined ? {} : { column }) }],
    fix: remedy,
    ...(holdsUp === undefined ? {} : { holdsUp }),
  };
}

function fromFinding(finding: Finding, review: Review): Alert {
  const objects = finding.objects?.map(objectTitle) ?? [];
  return {
    id: finding.rule,
    level: finding.severity,
    clusters: finding.cluster === undefined ? [] : [finding.cluster],
    messages: [finding.message],
    ...(objects.length > MOST_NAMES ? { objects } : {}),
    places: finding.path === undefined ? [] : [{ path: finding.path, line: finding.line }],
    fix: finding.fix,
    rule: finding.rule,
    ...waitersOf(finding, review),
  };
}

/** One alert for all of it, as one approval is asked for. */
function weakened({ weakens, findings }: Review): Alert[] {
  if (weakens.length === 0) return [];
  const whats = new Set(weakens.map(({ what }) => what));
  return [
    {
      id: 'weaker-configuration',
      level: 'warning',
      clusters: [],
      title: isRepaired(findings) ? 'This repairs the configuration' : 'This weakens the configuration',
      messages: [...whats].map((what) => {
        const clusters = weakens.flatMap((each) => (each.what === what ? (each.cluster ?? []) : []));
        return [listed(clusters), what].filter(Boolean).join(' ');
      }),
      places: [],
      fix: 'if it is intended, approve it with `/approve config`',
    },
  ];
}

/** @returns what happens to single objects that nobody should have to look for; what a policy found is not said twice */
function objectAlerts(name: string, cluster: ClusterReview, findings: readonly Finding[]): readonly Alert[] {
  return [...rejected(name, cluster, findings), ...dataAtRisk(name, cluster, findings)];
}

function dataAtRisk(name: string, cluster: ClusterReview, findings: readonly Finding[]): Alert[] {
  return cluster.lost
    .filter(({ dataAtRisk: data }) => data !== undefined)
    .filter((lost) => !isFound(lost, name, findings))
    .map((lost) => ({
      id: 'data-at-risk',
      level: lost.uncertain === undefined ? 'error' : 'warning',
      clusters: [name],
      messages: [
        `Flux ${mayStay(lost) ? 'may delete' : 'deletes'} ${objectTitle(lost)}, and with it ${lost.dataAtRisk}`,
      ],
      places: lost.chain.slice(-1),
      fix: 'to keep it, first merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it',
    }));
}

/** An object that the cluster refuses takes its whole root, or the upgrade of its release, with it. */
function rejected(name: string, cluster: ClusterReview, findings: readonly Finding[]): Alert[] {
  return cluster.changed
    .filter(({ effect }) => effect === 'rejected')
    .filter((changed) => !isFound(changed, name, findings))
    .map((changed) => ({
      id: 'rejected-object',
      clusters: [name],
      places: changed.chain.slice(-1),
      ...(changed.holdsUp === undefined ? {} : { holdsUp: changed.holdsUp }),
      ...(changed.refused === undefined ? unchangeable(changed) : refused(changed, changed.refused)),
    }));
}

function unchangeable(changed: Changed): Pick<Alert, 'level' | 'messages' | 'fix'> {
  const paths = changed.fields.filter(({ immutable }) => immutable === 'certain').map(({ path }) => quoted(path));
  const what = `${listed(paths)} of ${objectTitle(changed)} cannot be changed in place`;
  return {
    level: 'error',
    messages: [`${what}: the API server rejects it; ${stopText(changed)}`],
    fix:
      changed.release === undefined
        ? 'give it another name, or let Flux recreate it with the annotation `kustomize.toolkit.fluxcd.io/force: enabled`'
        : 'revert the change, or delete the object before the upgrade, if an outage is acceptable',
  };
}

/** What no finding tells was refused before the merge already, or is configured not to be told. */
function refused(changed: Changed, reasons: readonly string[]): Pick<Alert, 'level' | 'messages' | 'fix'> {
  const why = listed(reasons.slice(0, MOST_NAMES));
  return {
    level: 'warning',
    messages: [`${objectTitle(changed)} does not change: ${why}, so the API server rejects it; ${stopText(changed)}`],
    fix: 'correct what it is rejected for',
  };
}

function stopText({ release }: Changed): string {
  return release === undefined ? 'nothing else in its root is applied' : 'the upgrade of its release fails';
}

function isFound(object: Parameters<typeof isSame>[0], cluster: string, findings: readonly Finding[]): boolean {
  return findings.some((finding) => {
    const about = finding.object === undefined ? finding.objects : [finding.object];
    return finding.cluster === cluster && about?.some((each) => isSame(each, object));
  });
}
