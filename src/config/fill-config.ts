import type { ApprovalConfig, ClusterConfig, Config, IgnoreConfig, RuleConfig } from './config.ts';
import type { ConfigFile } from './config-schema.ts';
import { defaultConfig } from './default-config.ts';

/** @returns the file as written, with every default filled in */
export function fillConfig(file: ConfigFile): Config {
  return {
    clusters: file.clusters?.map(fillCluster),
    rules: mapValues(file.rules ?? {}, fillRule),
    ignore: (file.ignore ?? []).map(fillIgnore),
    unreviewed: file.unreviewed ?? [],
    approvals: mapValues(file.approvals ?? {}, fillApproval),
    overrides: { permission: file.overrides?.permission ?? defaultConfig.overrides.permission },
    checks: {
      perCluster: file.checks?.perCluster ?? defaultConfig.checks.perCluster,
      advisory: file.checks?.advisory ?? defaultConfig.checks.advisory,
    },
    labels: { routine: file.labels?.routine },
    dashboard: file.dashboard ?? defaultConfig.dashboard,
  };
}

function fillCluster(cluster: NonNullable<ConfigFile['clusters']>[number]): ClusterConfig {
  return {
    name: cluster.name,
    paths: [...new Set([cluster.path].flat().map(withoutDots))],
    protected: cluster.protected ?? false,
    kubernetes: cluster.kubernetes,
    substitute: cluster.substitute ?? {},
    sources: cluster.sources ?? [],
  };
}

function withoutDots(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}

function fillRule(rule: NonNullable<ConfigFile['rules']>[string]): RuleConfig {
  if (typeof rule === 'string') return { severity: rule, except: [] };
  return { severity: rule.severity, except: rule.except ?? [] };
}

function fillIgnore(entry: NonNullable<ConfigFile['ignore']>[number]): IgnoreConfig {
  const { cluster, apiVersion, kind, namespace, name, fields } = entry;
  return { cluster, apiVersion, kind, namespace, name, fields: fields ?? [] };
}

function fillApproval(approval: NonNullable<ConfigFile['approvals']>[string]): ApprovalConfig {
  return {
    anyOf: approval.anyOf.map((entry) => {
      if ('team' in entry) return { kind: 'team', team: entry.team };
      if ('user' in entry) return { kind: 'user', user: entry.user };
      return { kind: 'permission', permission: entry.permission };
    }),
    count: approval.count ?? 1,
    author: approval.author ?? false,
  };
}

function mapValues<In, Out>(record: Readonly<Record<string, In>>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
