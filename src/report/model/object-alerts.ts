import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Finding } from '../../review/contract/finding.ts';
import { listed } from '../../text/counted.ts';
import type { Alert } from './alert.ts';

/** @returns what happens to single objects that nobody should have to look for; what a policy found is not said twice */
export function objectAlerts(name: string, cluster: ClusterReview, findings: readonly Finding[]): readonly Alert[] {
  return [...rejected(name, cluster, findings), ...dataAtRisk(name, cluster, findings)];
}

function dataAtRisk(name: string, cluster: ClusterReview, findings: readonly Finding[]): Alert[] {
  return cluster.lost
    .filter(({ dataAtRisk: data }) => data !== undefined)
    .filter((lost) => !isFound(lost, name, findings))
    .map((lost) => ({
      level: 'error',
      clusters: [name],
      messages: [`Flux deletes ${objectTitle(lost)}, and with it ${lost.dataAtRisk}`],
      places: lost.chain.slice(-1),
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
        places: changed.chain.slice(-1),
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
