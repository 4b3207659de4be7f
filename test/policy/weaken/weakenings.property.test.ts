import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { approvalFor } from '../../../src/config/approval-for.ts';
import type { ApprovalConfig, Approver, Config } from '../../../src/config/config.ts';
import { permissions } from '../../../src/config/permissions.ts';
import { findClusters } from '../../../src/fleet/find/find-clusters.ts';
import { weakenings } from '../../../src/policy/weaken/weakenings.ts';
import { hasEffect } from '../../../src/review/effects/has-effect.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { emptyWorkspace } from '../../../src/tree/files/workspace.ts';
import { reviewOf } from '../../review/review-of.ts';
import { memoryTree } from '../../tree/memory-tree.ts';
import { anyPermission, relatedConfigs } from './random-configs.ts';

const NAMES = ['dev', 'test', 'prod'];
const CHANGES = ['value', 'namespace', 'reference', 'image'] as const;
type Change = readonly [cluster: string, what: (typeof CHANGES)[number]];

/** @returns a fleet of three, changed as said: its namespace gone, a reference to nothing, an image without a version */
function fleet(changes: readonly Change[]): Record<string, string> {
  const files = NAMES.map((name) => {
    const is = (what: Change[1]) => changes.some((change) => change[0] === name && change[1] === what);
    const at = `clusters/${name}`;
    const app = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: ${is('namespace') ? 'default' : 'shop'} }
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers:
        - name: shop
          image: shop:${is('image') ? 'latest' : '1.0.0'}
          envFrom: [{ configMapRef: { name: ${is('reference') ? 'nothing' : 'shop'} } }]
`;
    const settings = `
apiVersion: v1
kind: ConfigMap
metadata: { name: shop, namespace: ${is('namespace') ? 'default' : 'shop'} }
data: { value: "${is('value') ? '2' : '1'}" }
`;
    return {
      [`${at}/kustomization.yaml`]: `resources: [app.yaml, settings.yaml${is('namespace') ? '' : ', namespace.yaml'}]\n`,
      [`${at}/namespace.yaml`]: 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n',
      [`${at}/app.yaml`]: app,
      [`${at}/settings.yaml`]: settings,
    };
  });
  return Object.assign({}, ...files);
}

const FLEET = plainFiles(memoryTree(fleet([])), { symlinks: 'absent' });
const weaker = (before: Config, after: Config) => {
  const [was, becomes] = [before, after].map((config) => ({ config, clusters: findClusters([FLEET], config) }));
  return was && becomes ? weakenings(was, becomes) : [];
};

interface Person {
  readonly login: string;
  readonly role: Config['overrides']['permission'];
  readonly teams: readonly string[];
  readonly isAuthor: boolean;
}

const anyPeople: fc.Arbitrary<readonly Person[]> = fc.uniqueArray(
  fc.record({
    login: fc.constantFrom('ada', 'dana', 'mia'),
    role: anyPermission,
    teams: fc.subarray(['ops', 'all']),
    isAuthor: fc.boolean(),
  }),
  { selector: ({ login }) => login, maxLength: 2 },
);

const anyChanges = fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...CHANGES)), {
  minLength: 1,
  maxLength: 3,
});

/** Whether a change may be merged when these people approve and override all that they may. */
function passes(config: Config, changes: readonly Change[], people: readonly Person[]): boolean {
  const { clusters, findings } = reviewOf(fleet([]), fleet(changes), { config, workspace });
  const mayOverride = people.some(({ role }) => isAtLeast(role, config.overrides.permission));
  if (config.checks.advisory) return true;
  if (findings.some(({ severity }) => severity === 'error') && !mayOverride) return false;
  return Object.entries(clusters).every(([name, cluster]) => {
    const rule = approvalFor(config, name, cluster.protected);
    return rule === undefined || !hasEffect(cluster) || isApproved(rule, people);
  });
}

const workspace = emptyWorkspace();

function isApproved({ anyOf, count, author }: ApprovalConfig, people: readonly Person[]): boolean {
  const may = people.filter((person) => (author || !person.isAuthor) && anyOf.some((each) => fits(person, each)));
  return may.length >= count;
}

function fits({ login, role, teams }: Person, approver: Approver): boolean {
  if (approver.kind === 'team') return teams.includes(approver.team);
  if (approver.kind === 'user') return approver.user.toLowerCase() === login;
  return isAtLeast(role, approver.permission);
}

function isAtLeast(role: Person['role'], least: Person['role']): boolean {
  return permissions.indexOf(role) >= permissions.indexOf(least);
}

test('a configuration is not weaker than itself', () => {
  fc.assert(
    fc.property(relatedConfigs, ([config]) => {
      expect(weaker(config, structuredClone(config))).toEqual([]);
    }),
  );
});

test('where each step is as strict as the one before, so are both together', () => {
  fc.assert(
    fc.property(relatedConfigs, ([first, second, third]) => {
      fc.pre(weaker(first, second).length === 0 && weaker(second, third).length === 0);
      expect(weaker(first, third)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('nothing passes under a configuration that is not weaker which did not pass under the one before', () => {
  fc.assert(
    fc.property(relatedConfigs, anyChanges, anyPeople, ([first, second], changes, people) => {
      fc.pre(JSON.stringify(first) !== JSON.stringify(second) && weaker(first, second).length === 0);
      if (passes(second, changes, people)) expect(passes(first, changes, people)).toBe(true);
    }),
    { numRuns: 80 },
  );
});
