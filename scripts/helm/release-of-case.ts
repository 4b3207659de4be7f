import { Mapping } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import type { ChartCase } from './chart-case.ts';

/** What helm-controller was given and the case of the chart does not tell, by the end of the case's name. */
interface Untold {
  readonly case: string;
  /** Of the HelmRelease itself. */
  readonly namespace?: string;
  /** As YAML: its `postRenderers`. */
  readonly postRenderers?: string;
}

const UNTOLD: readonly Untold[] = [
  { case: 'reactive-resume:f18724', namespace: 'flux-system' },
  { case: 'release-ingress-nginx:50c2b9', namespace: 'flux-config' },
  {
    case: 'k8tz:8fe75d',
    postRenderers: `
- kustomize:
    patches:
    - target: {version: v1, kind: Namespace}
      patch: '{$patch: delete, apiVersion: v1, kind: Namespace, metadata: {name: any}}'`,
  },
  {
    case: 'reflector:818a34',
    postRenderers: `
- kustomize:
    patches:
    - target: {kind: Deployment, name: reflector}
      patch: |
        - {op: add, path: /spec/template/spec/volumes, value: [{name: tmp, emptyDir: {}}]}
        - {op: add, path: /spec/template/spec/containers/0/volumeMounts, value: [{name: tmp, mountPath: /tmp}]}`,
  },
  {
    case: 'intel-device-plugins-operator:971dbe',
    postRenderers: `
- kustomize:
    patches:
    - target: {group: admissionregistration.k8s.io, kind: MutatingWebhookConfiguration}
      patch: |
        - {op: remove, path: /webhooks/8}
        - {op: remove, path: /webhooks/7}`,
  },
];

/** A HelmRelease, as the renderer takes it. */
interface CaseRelease {
  readonly node: Mapping;
  readonly name: string;
  readonly namespace: string;
}

/** @returns the HelmRelease of a case, whose name is a part of the case's. */
export function releaseOfCase({ id, release, namespace, skipSchema }: ChartCase): CaseRelease {
  const untold = UNTOLD.find((each) => id.endsWith(`:${each.case}`));
  const text = `
spec:
  releaseName: ${JSON.stringify(release)}
  targetNamespace: ${JSON.stringify(namespace)}
  install: {disableSchemaValidation: ${skipSchema}}
  postRenderers: ${untold?.postRenderers?.replaceAll('\n', '\n  ') ?? '[]'}
`;
  const [node] = parseYaml(new Source(text)).documents;
  if (!(node instanceof Mapping)) throw new Error(`no HelmRelease of ${id}`);
  const [name = release] = id.split(':').slice(-2);
  // A variable in a name was set when the case was made.
  return { node, name: name.includes('$') ? release : name, namespace: untold?.namespace ?? namespace };
}
