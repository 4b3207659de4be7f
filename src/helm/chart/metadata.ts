import type { Value } from '../../gotemplate/value/value.ts';

/** Who maintains a chart. */
export interface Maintainer {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

/** A chart that another one needs, as `Chart.yaml` or `requirements.yaml` names it. */
export interface Dependency {
  /** Its alias, where it has one and dependencies have been processed. */
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  readonly condition: string;
  readonly tags: readonly string[];
  readonly enabled: boolean;
  readonly importValues: readonly Value[];
  readonly alias: string;
}

/** What `Chart.yaml` says: `Metadata` of Helm's pkg/chart/v2. */
export interface Metadata {
  readonly name: string;
  readonly home: string;
  readonly sources: readonly string[];
  readonly version: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly maintainers: readonly Maintainer[];
  readonly icon: string;
  readonly apiVersion: string;
  readonly condition: string;
  readonly tags: string;
  readonly appVersion: string;
  readonly deprecated: boolean;
  /** `undefined` where there is no such key. */
  readonly annotations: ReadonlyMap<string, string> | undefined;
  readonly kubeVersion: string;
  /** `undefined` where there is no such key: then Helm looks at no chart below this one, which an empty list does not do. */
  readonly dependencies: readonly Dependency[] | undefined;
  readonly type: string;
}

/** What is not given is empty. */
export const NO_METADATA: Metadata = {
  name: '',
  home: '',
  sources: [],
  version: '',
  description: '',
  keywords: [],
  maintainers: [],
  icon: '',
  apiVersion: '',
  condition: '',
  tags: '',
  appVersion: '',
  deprecated: false,
  annotations: undefined,
  kubeVersion: '',
  dependencies: undefined,
  type: '',
};
