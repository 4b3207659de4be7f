import type { Config } from './config.ts';

/** What holds where the repository has no `.github/blast-radius.yml`. */
export const defaultConfig: Config = {
  clusters: undefined,
  rules: {},
  ignore: [],
  unreviewed: [],
  approvals: {},
  overrides: { permission: 'admin' },
  checks: { perCluster: false, advisory: false },
  labels: { routine: undefined },
  dashboard: false,
};
