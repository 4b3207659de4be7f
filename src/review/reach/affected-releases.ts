import { reinstallsOtherCharts } from '../../flux/helm/release-target.ts';
import type { Release } from '../../flux/helm/releases.ts';
import type { SourceRef } from '../../flux/objects/flux-kustomization.ts';
import { HUB } from '../../flux/objects/spoke.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { fullName } from '../../kubernetes/facts/object-ref.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { FieldChange, Version } from '../contract/field-change.ts';
import type { Affected } from '../contract/object-change.ts';
import { versionsOfOne } from '../diff/version-change.ts';
import type { RootStates } from '../effects/root-states.ts';
import { shownChange } from '../secrets/mask.ts';
import type { SecretValues } from '../secrets/secret-values.ts';
import { refOf } from './affected-workloads.ts';
import { isChartStale, type ReleaseChange } from './release-change.ts';

interface Context {
  readonly releases: readonly ReleaseChange[];
  readonly after: Inventory;
  readonly states: Pick<RootStates, 'isSuspended' | 'isSourceHeld'>;
  readonly secrets: SecretValues;
}

/**
 * Releases that come out otherwise without a change of their HelmRelease: by values from elsewhere, by the files of
 * their chart in this repository, by the object that names their chart.
 */
export function affectedReleases({ releases, after, states, secrets }: Context): readonly Affected[] {
  const home = after.roots[0]?.cluster ?? HUB;
  return releases.flatMap((change): readonly Affected[] => {
    const { resource } = change.after;
    const values = change.values.map((each) => shownChange(each, resource, secrets));
    const isHeld = isAwaited(change, states) || textAt(resource.node, 'spec', 'suspend') === 'true';
    const source = change.after.chart?.source;
    const held = source !== undefined && states.isSourceHeld(home, source) ? source : undefined;
    return reasonsOf(change, values, held).map(({ reason, effect, version, ofValues }) => ({
      ...refOf(resource),
      reason: isHeld ? `${reason}; it is suspended, so nothing happens yet` : reason,
      effect: isHeld ? 'suspended' : effect,
      ...(version === undefined ? {} : { version }),
      ...(ofValues ? causeOf(change) : {}),
      ...(ofValues && values.length > 0 ? { values } : {}),
    }));
  });
}

/** What is the same on both sides goes on, whatever becomes of the root that applies it. */
function isAwaited({ object, before }: ReleaseChange, states: Context['states']): boolean {
  return (
    object !== undefined && !sameValue(before.resource.node, object.resource.node) && states.isSuspended(object.root)
  );
}

interface Reason {
  readonly reason: string;
  readonly effect: 'upgraded' | 'revised' | 'stale' | 'uncertain' | 'suspended';
  readonly version?: Version | undefined;
  readonly ofValues?: true;
}

const REVISED: Reason = {
  reason:
    'every commit upgrades it, whatever is in the commit (reconcileStrategy: Revision): its hooks run, and labels with the version of its chart change',
  effect: 'revised',
};

/** @param held its source, where that is suspended and gives nothing new */
function reasonsOf(
  change: ReleaseChange,
  values: readonly FieldChange[],
  held: SourceRef | undefined,
): readonly Reason[] {
  return [
    ...(values.length > 0 || change.isOpaque ? [valuesReason(change, values)] : []),
    ...(change.isChartEdited ? [held === undefined ? chartReason(change) : heldReason(change, held)] : []),
    ...(change.isSourceChanged && !change.isChartEdited ? [sourceReason(change)] : []),
    ...(change.isOnlyRevised && held === undefined ? [REVISED] : []),
  ];
}

function heldReason({ after }: ReleaseChange, held: SourceRef): Reason {
  const path = after.local?.path || '.';
  return {
    reason: `its chart \`${path}\` is edited; \`${fullName(held)}\` is suspended, so nothing happens yet`,
    effect: 'suspended',
  };
}

function valuesReason(change: ReleaseChange, values: readonly FieldChange[]): Reason {
  const { valuesFrom, after } = change;
  const from = [...new Set(valuesFrom.map(({ kind, name }) => `${kind} \`${name}\``))].join(', ');
  const source = from === '' ? 'a source that is not readable here' : from;
  const isWatched = valuesFrom.some((each) => each.labels().get('reconcile.fluxcd.io/watch') === 'Enabled');
  const interval = textAt(after.resource.node, 'spec', 'interval');
  const when = isWatched ? 'at once' : interval === '' ? 'at its next reconciliation' : `within ${interval}`;
  const which = values.length === 0 ? '' : ` (${namesOf(values)})`;
  if (change.isUncertain) {
    const reason = `its values may change with ${source}${which}: it is upgraded ${when} if an encrypted value changed`;
    return { reason, effect: 'uncertain', ofValues: true };
  }
  return {
    reason: `its values change with ${source}${which}: it is upgraded ${when}`,
    effect: 'upgraded',
    ofValues: true,
  };
}

function namesOf(values: readonly FieldChange[]): string {
  const names = values.slice(0, 3).map(({ path }) => `\`${path.replace(/^spec\.values\.?/, '')}\``);
  return values.length > 3 ? `${names.join(', ')} and ${values.length - 3} more` : names.join(', ');
}

/** @see fluxcd/source-controller docs/spec/v1/helmcharts.md, Reconcile strategy */
function chartReason({ before, after }: ReleaseChange): Reason {
  const path = after.local?.path || '.';
  const edited = `its chart \`${path}\` is edited`;
  const [versionBefore, versionAfter] = [before.local?.version ?? '', after.local?.version ?? ''];
  if (versionBefore !== versionAfter) {
    return {
      reason: `${edited}: ${versionBefore || 'no version'} → ${versionAfter || 'no version'}`,
      effect: 'upgraded',
      version: chartVersions(after.chart?.name, versionBefore, versionAfter),
    };
  }
  if (after.chart?.reconcileStrategy === 'Revision') {
    return { reason: `${edited}: it rolls at once (reconcileStrategy: Revision)`, effect: 'upgraded' };
  }
  if (!isChartStale(before, after)) {
    return { reason: `${edited}, and the change of its HelmRelease rolls it out`, effect: 'upgraded' };
  }
  const remedy = `raise version in ${path === '.' ? '' : `${path}/`}Chart.yaml`;
  return {
    reason: `${edited} and stays ${versionAfter}: it will not roll out (reconcileStrategy: ChartVersion); ${remedy}`,
    effect: 'stale',
  };
}

function sourceReason({ before, after }: ReleaseChange): Reason {
  const source = after.chart?.source;
  const by = source === undefined ? '' : ` (${source.kind} \`${source.namespace}/${source.name}\`)`;
  const isOther = before.chart?.name !== after.chart?.name && reinstallsOtherCharts(after.resource);
  const version =
    before.chart?.name === after.chart?.name
      ? chartVersions(after.chart?.name, before.chart?.version ?? '', after.chart?.version ?? '')
      : undefined;
  const anew = isOther ? ': Helm uninstalls its release, and installs the other chart' : '';
  return { reason: `${chartStep(before.chart, after.chart)}${by}${anew}`, effect: 'upgraded', version };
}

function chartVersions(name: string | undefined, before: string, after: string): Version | undefined {
  if (name === undefined || before === '' || after === '' || before === after) return undefined;
  return versionsOfOne(`chart ${name}`, before, after);
}

/** What is the same on both sides is written once. */
function chartStep(before: Release['chart'], after: Release['chart']): string {
  if (before?.name !== after?.name) return `chart ${chartText(before)} → ${chartText(after)}`;
  const [versionBefore, versionAfter] = [versionOf(before), versionOf(after)];
  const versions = versionBefore === versionAfter ? versionAfter : `${versionBefore} → ${versionAfter}`;
  const [urlBefore, urlAfter] = [before?.source.url ?? '', after?.source.url ?? ''];
  const urls = urlBefore === urlAfter ? '' : `, from ${urlText(urlAfter)} instead of ${urlText(urlBefore)}`;
  return `chart \`${after?.name ?? ''}\` ${versions}${urls}`;
}

function chartText(chart: Release['chart']): string {
  return chart === undefined ? 'none' : `\`${chart.name}\` ${versionOf(chart)} from ${urlText(chart.source.url)}`;
}

function versionOf(chart: Release['chart']): string {
  return chart?.version || 'latest';
}

function urlText(url: string): string {
  return url === '' ? 'no URL' : `\`${url}\``;
}

function causeOf({ valuesFrom: [first] }: ReleaseChange): Pick<Affected, 'cause'> {
  return first === undefined ? {} : { cause: refOf(first) };
}
