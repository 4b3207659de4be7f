/** A fleet as small as one can be: what a test of the App's manners needs. */
export const smallFleet: Readonly<Record<string, string>> = {
  'clusters/dev/kustomization.yaml': kustomization('../../apps/shop'),
  'clusters/prod/kustomization.yaml': kustomization('../../apps/shop'),
  'apps/shop/kustomization.yaml': kustomization('settings.yaml'),
  'apps/shop/settings.yaml': settings('1'),
  'README.md': 'A fleet.\n',
};

/** @returns a manifest that changes with the value */
export function settings(value: string, name = 'shop'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: default\ndata:\n  value: "${value}"\n`;
}

export function kustomization(...resources: readonly string[]): string {
  const list = resources.map((resource) => `  - ${resource}\n`).join('');
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${list}`;
}
