import { family } from '../../gotemplate/value/family.ts';
import { GoList, type GoObject, type ListType } from '../../gotemplate/value/value.ts';
import { HelmError } from '../chart/helm-error.ts';
import { Struct } from './struct.ts';

/** What a cluster can do, as far as charts ask. */
export interface Cluster {
  readonly kubeVersion: KubeVersion;
  readonly apiVersions: ApiVersions;
}

/** The versions of APIs that a cluster serves: `apps/v1`, and `apps/v1/Deployment` where it tells of kinds. */
export interface ApiVersions {
  readonly has: (version: string) => boolean;
  readonly all: () => readonly string[];
}

/** @returns what a cluster serves, of which all is known */
export function apiVersionsOf(all: readonly string[]): ApiVersions {
  const known = new Set(all);
  return { has: (version) => known.has(version), all: () => all };
}

/** A version of Kubernetes. */
export interface KubeVersion {
  /** As it was given, with a `v`. */
  readonly version: string;
  /** Three numbers and nothing else, with a `v`. */
  readonly normalized: string;
  readonly major: string;
  readonly minor: string;
}

const VERSION = /^\s*v?((\d+)\.(\d+)(?:\.\d+)*)(?:.*)$/s;
/** What Helm takes a cluster to be where nobody says. */
export const DEFAULT_KUBE_VERSION = readKubeVersion('v1.36.0');
const GO_VERSION = 'go1.26.8';
const KUBE_CLIENT_VERSION = 'v1.36';

/** @returns a version of Kubernetes: `ParseKubeVersion` of Helm's pkg/chart/common. @throws HelmError */
export function readKubeVersion(text: string): KubeVersion {
  const match = VERSION.exec(text);
  if (match === null) throw new HelmError(`could not parse ${JSON.stringify(text)} as version`);
  const [, numbers = '', major = '', minor = ''] = match;
  return {
    version: text.startsWith('v') ? text : `v${text}`,
    normalized: `v${numbers}`,
    major: String(BigInt(major)),
    minor: String(BigInt(minor)),
  };
}

/** What a client of Kubernetes 1.36 knows, which is what Helm 4.2 takes a cluster to have: `kubernetes/scheme` of client-go. */
const API_GROUPS: readonly (readonly [string, string])[] = [
  ['admissionregistration.k8s.io', 'v1 v1beta1 v1alpha1'],
  ['apiextensions.k8s.io', 'v1 v1beta1'],
  ['apps', 'v1 v1beta2 v1beta1'],
  ['authentication.k8s.io', 'v1 v1beta1 v1alpha1'],
  ['authorization.k8s.io', 'v1 v1beta1'],
  ['autoscaling', 'v1 v2'],
  ['batch', 'v1 v1beta1'],
  ['certificates.k8s.io', 'v1 v1beta1 v1alpha1'],
  ['coordination.k8s.io', 'v1 v1beta1 v1alpha2'],
  ['discovery.k8s.io', 'v1 v1beta1'],
  ['events.k8s.io', 'v1 v1beta1'],
  ['extensions', 'v1beta1'],
  ['flowcontrol.apiserver.k8s.io', 'v1 v1beta1 v1beta2 v1beta3'],
  ['internal.apiserver.k8s.io', 'v1alpha1'],
  ['networking.k8s.io', 'v1 v1beta1'],
  ['node.k8s.io', 'v1 v1alpha1 v1beta1'],
  ['policy', 'v1 v1beta1'],
  ['rbac.authorization.k8s.io', 'v1 v1beta1 v1alpha1'],
  ['resource.k8s.io', 'v1 v1beta2 v1beta1 v1alpha3'],
  ['scheduling.k8s.io', 'v1 v1beta1 v1alpha2'],
  ['storage.k8s.io', 'v1 v1beta1 v1alpha1'],
  ['storagemigration.k8s.io', 'v1beta1'],
];

/** Sorted by group; Helm's own order is by chance. */
const DEFAULT_API_VERSIONS: readonly string[] = [
  'v1',
  ...API_GROUPS.flatMap(([group, versions]) => versions.split(' ').map((version) => `${group}/${version}`)),
];

/** @param more API versions beside those that Helm knows, as `--api-versions` gives them */
export function clusterOf(kubeVersion: KubeVersion = DEFAULT_KUBE_VERSION, more: readonly string[] = []): Cluster {
  return { kubeVersion, apiVersions: apiVersionsOf([...DEFAULT_API_VERSIONS, ...more]) };
}

/** @returns a cluster that tells its version itself: Helm compares what a provider has put behind the numbers too */
export function asServed({ kubeVersion, apiVersions }: Cluster): Cluster {
  return { kubeVersion: { ...kubeVersion, normalized: kubeVersion.version }, apiVersions };
}

/** Only a chart that looks at more of it than {@link ApiVersions.has} asks for all. */
function versionSet(versions: ApiVersions): GoList {
  const type: ListType = {
    name: 'common.VersionSet',
    element: 'string',
    methods: () =>
      family('helm pkg/chart/common/capabilities.go', {
        Has: { takes: ['string'], run: (version: string) => versions.has(version) },
      }),
  };
  return new GoList(() => versions.all(), type);
}

/**
 * @param helm its own version, as it tells it
 * @returns `.Capabilities`
 */
export function capabilities({ kubeVersion, apiVersions }: Cluster, helm: string): GoObject {
  const { version, normalized, major, minor } = kubeVersion;
  const kube = new Struct(
    'common.KubeVersion',
    [
      ['Version', version],
      ['Major', major],
      ['Minor', minor],
    ],
    {
      methods: family('helm pkg/chart/common/capabilities.go', {
        GitVersion: { takes: [], run: () => version },
        String: { takes: [], run: () => normalized },
      }),
      text: normalized,
      printed: [
        ['Version', version],
        ['normalizedVersion', normalized],
        ['Major', major],
        ['Minor', minor],
      ],
    },
  );
  return new Struct(
    '*common.Capabilities',
    [
      ['KubeVersion', kube],
      ['APIVersions', versionSet(apiVersions)],
      ['HelmVersion', buildInfo(helm)],
    ],
    { kind: 'ptr' },
  );
}

/** `BuildInfo` of Helm's internal/version, as `.Capabilities.HelmVersion`; JSON leaves out what is empty. */
function buildInfo(helm: string): Struct {
  const fields: readonly (readonly [string, string])[] = [
    ['Version', helm],
    ['GitCommit', ''],
    ['GitTreeState', ''],
    ['GoVersion', GO_VERSION],
    ['KubeClientVersion', KUBE_CLIENT_VERSION],
  ];
  const tagged: readonly (readonly [string, string])[] = [
    ['version', helm],
    ['go_version', GO_VERSION],
    ['kube_client_version', KUBE_CLIENT_VERSION],
  ];
  return new Struct('version.BuildInfo', fields, { tagged });
}
