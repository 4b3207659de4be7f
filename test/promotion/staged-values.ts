import { configMap, type FileTexts, fluxKustomization, list, syncsOf } from './flux-files.ts';

const own = (cluster: string, host: string): FileTexts => ({
  [`clusters/${cluster}/apps.yaml`]: fluxKustomization('apps', `apps/${cluster}`),
  [`apps/${cluster}/shop/kustomization.yaml`]: list('cm.yaml'),
  [`apps/${cluster}/shop/cm.yaml`]: configMap('shop', `{host: ${host}}`),
});

/** Dev and test run shop, each with a host of its own; prod runs something else. */
export const STAGED_VALUES: FileTexts = {
  ...syncsOf(['dev', 'test', 'prod']),
  ...{ ...own('dev', 'a.example.org'), ...own('test', 'b.example.org') },
  'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
  'apps/prod/other/cm.yaml': configMap('other'),
};
