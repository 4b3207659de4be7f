import { settings } from '../../../../test/github/small-fleet.ts';
import { configPath } from '../../../../test/hostile/trial.ts';
import type { Rules } from '../../truth/rules.ts';
import { type Cluster, type Content, clusters, errorsOf, objectName } from '../../world/effects.ts';

/** @returns the manifests of a content: each object has its version in its name */
export function filesOf(content: Content): Record<string, string> {
  const changed = clusters.flatMap((name) => (content[name] === undefined ? [] : [[name, content[name]] as const]));
  return Object.fromEntries(
    changed.map(([name, version]) => [`clusters/${name}/object.yaml`, manifestOf(name, version)] as const),
  );
}

function manifestOf(cluster: Cluster, version: number): string {
  const name = objectName(cluster, version);
  const manifest = settings(`${cluster} ${version}`, name);
  const errors = errorsOf(cluster, version);
  const secret = manifest.replace('kind: ConfigMap', 'kind: Secret').replace('\ndata:', '\nstringData:');
  const home = `apiVersion: v1\nkind: Namespace\nmetadata: { name: home-of-${cluster} }\n`;
  return [
    manifest,
    ...(errors.includes('plaintext-secret') ? [secret] : []),
    ...(errors.includes('namespace-lost') ? [] : [home]),
  ].join('---\n');
}

/** A file that is as it was where the branch began is not touched by a pull request. */
export function touched(content: Content): Content {
  return Object.fromEntries(Object.entries(content).filter(([, version]) => version !== 1));
}

/** @returns the configuration of a base: version 0 asks as the rules have it, the others ask nobody */
export function configurationOf(version: number, { prod, perCluster }: Rules): Record<string, string> {
  const isProtected = version === 0;
  const lines = clusters.map((name) => `  - { path: clusters/${name}, protected: ${isProtected} }\n`);
  const ofProd = `anyOf: [ { permission: maintain } ], count: ${prod.count}, author: ${prod.author}`;
  const rules = `approvals: { edge: { anyOf: [ { user: walt } ] }, prod: { ${ofProd} } }\n`;
  const checks = perCluster ? 'checks: { perCluster: true }\n' : '';
  return { [configPath]: `clusters:\n${lines.join('')}${isProtected ? rules : ''}${checks}` };
}
