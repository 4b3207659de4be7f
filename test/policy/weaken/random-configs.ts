import fc from 'fast-check';
import type {
  ApprovalConfig,
  Approver,
  ClusterConfig,
  Config,
  IgnoreConfig,
  Permission,
  RuleConfig,
} from '../../../src/config/config.ts';

const CLUSTERS = ['dev', 'test', 'prod'];

export const anyPermission = fc.constantFrom<Permission[]>('read', 'triage', 'write', 'maintain', 'admin');

const anyApprover: fc.Arbitrary<Approver> = fc.oneof(
  fc.record({ kind: fc.constant('team' as const), team: fc.constantFrom('ops', 'all') }),
  fc.record({ kind: fc.constant('user' as const), user: fc.constantFrom('ada', 'Ada', 'dana') }),
  fc.record({ kind: fc.constant('permission' as const), permission: anyPermission }),
);

const anyApproval: fc.Arbitrary<ApprovalConfig> = fc.record({
  anyOf: fc.array(anyApprover, { minLength: 1, maxLength: 3 }),
  count: fc.integer({ min: 1, max: 2 }),
  author: fc.boolean(),
});

const anyRule: fc.Arbitrary<RuleConfig> = fc.record({
  severity: fc.constantFrom('error', 'warning', 'notice', 'off', undefined),
  except: fc.subarray(['**', 'clusters/prod/**', 'clusters/prod/app.yaml', 'clusters/*/app.yaml']),
});

const anyIgnore: fc.Arbitrary<IgnoreConfig> = fc.record({
  cluster: fc.constantFrom(undefined, '*', 'prod', 'p*', 'blue'),
  apiVersion: fc.constantFrom(undefined, 'v1', 'apps/*'),
  kind: fc.constantFrom(undefined, '*', 'ConfigMap', 'Namespace', 'N*'),
  namespace: fc.constantFrom(undefined, 'shop'),
  name: fc.constantFrom(undefined, 'shop', 's*'),
  fields: fc.subarray(['data.value', 'spec.**']),
});

/** What describes a cluster stays as it is: what is rendered with it is another matter than how strictly it is judged. */
const anyCluster = (path: string): fc.Arbitrary<ClusterConfig> =>
  fc.record({
    name: fc.constantFrom(undefined, undefined, undefined, path === 'prod' ? 'blue' : `${path}-1`),
    paths: fc.constant([`clusters/${path}`]),
    protected: fc.boolean(),
    kubernetes: fc.constant(undefined),
    substitute: fc.constant({}),
    sources: fc.constant([]),
  });

const anyClusters = fc
  .shuffledSubarray(CLUSTERS, { minLength: 2 })
  .chain((paths) => fc.tuple(...paths.map(anyCluster)))
  .map((clusters): readonly ClusterConfig[] => clusters);

const named = <Value>(names: readonly string[], value: fc.Arbitrary<Value>): fc.Arbitrary<Record<string, Value>> =>
  fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true });

/** What would let everything pass is rare, so that the rest is seen. */
const mostlyNot = fc.integer({ min: 0, max: 7 }).map((number) => number === 0);

/** Any configuration of the fleet of three. */
export const anyConfig: fc.Arbitrary<Config> = fc.record({
  clusters: fc.option(anyClusters, { nil: undefined, freq: 4 }),
  rules: named(['namespace-lost', 'missing-config-map', 'latest-tag'], anyRule),
  ignore: fc.array(anyIgnore, { maxLength: 2 }),
  unreviewed: fc.subarray(['examples/**', 'clusters/old/**']),
  approvals: named([...CLUSTERS, 'blue'], anyApproval),
  overrides: fc.record({
    permission: fc.oneof({ weight: 3, arbitrary: fc.constant('admin' as const) }, anyPermission),
  }),
  checks: fc.record({ perCluster: fc.boolean(), advisory: mostlyNot }),
  labels: fc.record({ routine: fc.constantFrom(undefined, 'routine') }),
  dashboard: fc.boolean(),
});

/** A configuration, and others that differ from it in a key or two. */
export const relatedConfigs: fc.Arbitrary<readonly [Config, Config, Config]> = fc
  .tuple(anyConfig, anyConfig, anyConfig, fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 3 }))
  .map(([first, second, third, steps]) => {
    const [next, last] = [mixed(first, second, steps.slice(0, 1)), mixed(first, third, steps.slice(1))];
    return [first, next, mixed(next, last, steps)];
  });

function mixed(first: Config, second: Config, steps: readonly number[]): Config {
  const takes = (key: number) => steps.includes(key);
  return {
    clusters: takes(0) ? second.clusters : first.clusters,
    rules: takes(1) ? second.rules : first.rules,
    ignore: takes(2) ? second.ignore : first.ignore,
    approvals: takes(3) ? second.approvals : first.approvals,
    overrides: takes(4) ? second.overrides : first.overrides,
    checks: takes(5) ? second.checks : first.checks,
    unreviewed: takes(6) ? second.unreviewed : first.unreviewed,
    labels: first.labels,
    dashboard: first.dashboard,
  };
}
