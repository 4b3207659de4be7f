import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { clusterOf, readKubeVersion } from '../../../src/helm/objects/capabilities.ts';
import { type ChartCase, readChartCases, readReleaseCases } from '../chart-case.ts';
import { Chance } from '../fuzz/chance.ts';
import type { Question } from './question.ts';
import { type Asked, helmRelease, question } from './random-release.ts';
import { randomCommonMetadata, randomRenderers } from './random-renderers.ts';

const UNPACKED = join('build', 'helm-charts');

/** @returns releases of real charts as they are installed, and some of them as upgrades; none where the data is not there */
export function corpusCases(folder: string, upgrades: number, asked: Asked): readonly Question[] {
  const wanted = new Set((readReleaseCases(folder) ?? []).map(({ id }) => id));
  const cases = (readChartCases(folder) ?? []).filter(({ id }) => wanted.has(id));
  if (cases.length === 0) return [];
  unpackCharts(folder);
  const upgraded = cases.filter((_, index) => index % Math.ceil(cases.length / upgrades) === 0 || index % 2 === 1);
  return [
    ...cases.map((each) => questionOf(each, asked, undefined)),
    ...upgraded.slice(0, upgrades).map((each, index) => questionOf(each, asked, new Chance(3000 + index))),
  ];
}

/** @returns the folder in which the charts of a folder stand unpacked */
export function unpackCharts(folder: string): string {
  if (existsSync(UNPACKED)) return UNPACKED;
  const archive = join(folder, 'charts.tar.gz');
  mkdirSync(UNPACKED, { recursive: true });
  const { status } = spawnSync('tar', ['xzf', archive, '-C', UNPACKED, '--strip-components=1'], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${archive} cannot be unpacked`);
  return UNPACKED;
}

/** @param chance makes an upgrade of it, with metadata, post-renderers and a release before it */
function questionOf(each: ChartCase, asked: Asked, chance: Chance | undefined): Question {
  const { id, chart, values, release, namespace, kubeVersion, apiVersions, skipSchema, deterministic } = each;
  const options = { disableSchemaValidation: skipSchema };
  const spec = {
    releaseName: release,
    targetNamespace: namespace,
    valuesFrom: [{ kind: 'ConfigMap', name: 'values' }],
    install: options,
    upgrade: { ...options, ...(chance?.below(3) === 0 && { preserveValues: true }) },
    ...(chance !== undefined && { ...randomRenderers(chance, asked), ...randomCommonMetadata(chance) }),
  };
  const folder = join(UNPACKED, chart);
  return question(chance === undefined ? id : `${id} upgraded`, asked, {
    release: helmRelease('release', 'apps', spec),
    objects: [
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'values', namespace: 'apps' },
        data: { 'values.yaml': values },
      }),
    ],
    chart: folder,
    revision: chance === undefined ? 1 : 2 + chance.below(9),
    former: { chart: folder, values: { nameOverride: 'before', replicas: 1, image: { tag: 'before' } } },
    kubeVersion,
    apiVersions: clusterOf(readKubeVersion(kubeVersion), apiVersions).apiVersions.all(),
    isChance: !deterministic,
  });
}
