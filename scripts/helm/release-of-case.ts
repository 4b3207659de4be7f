import { Mapping } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import type { ChartCase, ReleaseCase } from './chart-case.ts';

/**
 * The ends of the names of cases whose objects show that helm-controller was given patches, which no data tells: an object
 * that is gone, volumes that no template writes, webhooks that are left out of a list.
 */
const PATCHED = ['k8tz:8fe75d', 'reflector:818a34', 'intel-device-plugins-operator:971dbe'];

/** @returns whether the data tells all that a case was made of */
export function isTold({ id }: Pick<ChartCase, 'id'>): boolean {
  return !PATCHED.some((end) => id.endsWith(`:${end}`));
}

/** A HelmRelease, as the renderer takes it. */
interface CaseRelease {
  readonly node: Mapping;
  readonly name: string;
  readonly namespace: string;
}

/**
 * @returns the HelmRelease of a case, whose name is a part of the case's; its namespace is told by nothing but the labels
 *   of what became of it
 */
export function releaseOfCase(
  { id, release, namespace, skipSchema }: ChartCase,
  { manifest = '' }: ReleaseCase,
): CaseRelease {
  const text = `
spec:
  releaseName: ${JSON.stringify(release)}
  targetNamespace: ${JSON.stringify(namespace)}
  install: {disableSchemaValidation: ${skipSchema}}
`;
  const [node] = parseYaml(new Source(text)).documents;
  if (!(node instanceof Mapping)) throw new Error(`no HelmRelease of ${id}`);
  const [name = release] = id.split(':').slice(-2);
  const [, labelled = namespace] = /^ {4}helm\.toolkit\.fluxcd\.io\/namespace: (\S+)$/m.exec(manifest) ?? [];
  // A variable in a name was set when the case was made.
  return { node, name: name.includes('$') ? release : name, namespace: labelled };
}
