import { isGateOpen, type Running } from '../../../flux/controllers/controllers.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { hiddenIn } from '../../../yaml/node/hidden-scalar.ts';
import type { Node } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';

type Action = 'install' | 'upgrade';

/**
 * Where Helm has begun to apply a release and fails, some of it is in the cluster.
 *
 * @param release a HelmRelease
 * @param running its helm-controller
 * @returns what becomes of that, as the rest of a sentence; undefined where it is not known
 * @see fluxcd/helm-controller internal/reconcile AtomicRelease.actionForState; api/v2 UpgradeRemediation, InstallRemediation,
 *   Upgrade.GetRetry; helm pkg/action Upgrade.failRelease, where `cleanupOnFail` counts
 */
export function afterFailure({ node }: Resource, action: Action, running: Running): string | undefined {
  const spec = nodeAt(node, 'spec', action);
  if (spec !== undefined && hiddenIn(spec).length > 0) return undefined;
  const strategy = textAt(spec, 'strategy', 'name');
  const retries = strategy === '' ? isGateOpen(running, 'DefaultToRetryOnFailure') : strategy === 'RetryOnFailure';
  const remediation = retries ? 'none' : remediationOf(spec, action);
  if (remediation === 'none') {
    const isCleaned = action === 'upgrade' && textAt(spec, 'cleanupOnFail') === 'true';
    return `what Helm applied before that stays${isCleaned ? CLEANED : ''}${retries ? ', and it tries again' : ''}`;
  }
  const when = `after each attempt${remediation === 'but-the-last' ? ' but the last' : ''}`;
  if (action === 'install') return `Helm uninstalls it ${when} (\`spec.install.remediation\`)`;
  if (textAt(spec, 'remediation', 'strategy') !== 'uninstall')
    return `Helm rolls it back ${when} (\`spec.upgrade.remediation\`)`;
  return `Helm uninstalls it ${when}, with what it stored in the cluster, and installs it again (\`spec.upgrade.remediation.strategy\`)`;
}

const CLEANED = ', but for what is new (`spec.upgrade.cleanupOnFail`)';

/** Which failed attempts are undone. By itself the last one of an install stays, and of an upgrade one without a retry. */
function remediationOf(spec: Node | undefined, action: Action): 'none' | 'all' | 'but-the-last' {
  const retries = Number(textAt(spec, 'remediation', 'retries'));
  const last = textAt(spec, 'remediation', 'remediateLastFailure');
  const isLastUndone = last === '' ? action === 'upgrade' && retries > 0 : last === 'true';
  // A number below nought has no end.
  if (isLastUndone || retries < 0) return 'all';
  return retries > 0 ? 'but-the-last' : 'none';
}
