/** Group, version and kind; in a selector an empty part matches anything. */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** @see kustomize kyaml/resid Gvk.IsSelected */
export function isSelected(gvk: Gvk, selector: Gvk): boolean {
  return (
    (selector.group === '' || selector.group === gvk.group) &&
    (selector.version === '' || selector.version === gvk.version) &&
    (selector.kind === '' || selector.kind === gvk.kind)
  );
}

export function sameGvk(a: Gvk, b: Gvk): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}

/**
 * Reads `Kind.group@version`, the notation of the builtin tables; `*` is any kind.
 */
export function parseGvk(text: string): Gvk {
  const [qualified = '', version = ''] = text.split('@');
  const dot = qualified.indexOf('.');
  const kind = dot < 0 ? qualified : qualified.slice(0, dot);
  return { group: dot < 0 ? '' : qualified.slice(dot + 1), version, kind: kind === '*' ? '' : kind };
}

/**
 * Orders by kind: what others need comes first, then all other kinds, webhooks last.
 *
 * @see kustomize kyaml/resid Gvk.IsLessThan
 */
export function compareGvks(a: Gvk, b: Gvk): number {
  const difference = orderOf(a.kind) - orderOf(b.kind);
  if (difference !== 0) return difference;
  const [one, other] = [sortTextOf(a), sortTextOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** @returns a text by which kinds are told apart where their order leaves it open. @see Gvk.stableSortString */
export function sortTextOf({ group, version, kind }: Gvk): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}

/** Kinds that others need, in kustomize's order. */
export const FIRST_KINDS: readonly string[] = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];

/** Kinds that come after all others. */
export const LAST_KINDS: readonly string[] = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

const ORDERS: ReadonlyMap<string, number> = new Map([
  ...FIRST_KINDS.map((kind, index) => [kind, index - FIRST_KINDS.length] as const),
  ...LAST_KINDS.map((kind, index) => [kind, index + 1] as const),
]);

function orderOf(kind: string): number {
  return ORDERS.get(kind) ?? 0;
}
