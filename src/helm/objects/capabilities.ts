import { family } from '../../gotemplate/value/family.ts';
import { GoList, type GoObject, type ListType } from '../../gotemplate/value/value.ts';
import { HelmError } from '../chart/helm-error.ts';
import { DEFAULT_API_VERSIONS } from './api-versions.ts';
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
