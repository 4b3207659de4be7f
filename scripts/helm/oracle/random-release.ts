import { Chance } from '../fuzz/chance.ts';
import { PACKAGE, type Question } from './question.ts';
import { randomCommonMetadata, randomRenderers } from './random-renderers.ts';
import { type Json, randomFile, randomPath, randomSingle, randomValues } from './random-values.ts';

/** What decides which questions may be asked of a helm-controller. */
export interface Asked {
  /** Whether its HelmReleases have `postRenderStrategy` and `literal`. */
  readonly isNewest: boolean;
  readonly dropsOtherCrds: boolean;
}

export const CHARTS = 'scripts/helm/oracle/charts';
const API_VERSIONS = ['v1', 'apps/v1', 'batch/v1', 'example.com/v1/Widget', 'policy/v1/PodDisruptionBudget'];

/** @returns a question about one of our own charts, which the callers give what it is about */
export function question(id: string, { dropsOtherCrds }: Asked, parts: Partial<Question>): Question {
  return {
    id,
    release: '{}',
    objects: [],
    chart: `${CHARTS}/echo`,
    source: PACKAGE,
    revision: 1,
    former: { chart: `${CHARTS}/echo-before`, values: {} },
    kubeVersion: '1.34.1',
    apiVersions: API_VERSIONS,
    dropsOtherCrds,
    isChance: false,
    ...parts,
  };
}

/**
 * @returns a HelmRelease whose chart prints its values: they come from files and single values in any order, and it has
 *   names and namespaces of any length, post-renderers, and a release before it that values may be taken over from
 */
export function randomRelease(seed: number, asked: Asked): Question {
  const chance = new Chance(seed);
  const namespace = chance.pick(['apps', 'flux-system', 'default']);
  const objects: string[] = [];
  const valuesFrom = Array.from({ length: chance.below(5) }, (_, index) => {
    const kind = chance.pick(['ConfigMap', 'ConfigMap', 'Secret']);
    const targetPath = chance.below(2) === 0 ? randomPath(chance) : undefined;
    const valuesKey = chance.pick(['', 'values.yaml', 'other', 'a.b']);
    const isMissing = chance.below(12) === 0;
    const isOptional = isMissing || chance.below(4) === 0;
    const name = `values-${index}`;
    if (!isMissing || chance.below(2) === 0) {
      const text = targetPath === undefined ? randomFile(chance) : randomSingle(chance);
      objects.push(holding(kind, name, namespace, isMissing ? 'another' : valuesKey || 'values.yaml', text, chance));
    }
    return {
      kind,
      name,
      ...(valuesKey !== '' && { valuesKey }),
      ...(targetPath !== undefined && { targetPath }),
      ...(isOptional && { optional: true }),
      ...(asked.isNewest && targetPath !== undefined && chance.below(4) === 0 && { literal: true }),
    };
  });
  const spec = {
    ...randomPlace(chance),
    valuesFrom,
    ...(chance.below(4) > 0 && { values: randomValues(chance) }),
    ...randomActions(chance),
    ...randomRenderers(chance, asked),
    ...randomCommonMetadata(chance),
  };
  return question(`random ${seed}`, asked, {
    release: helmRelease(randomName(chance), namespace, spec),
    objects,
    revision: 1 + chance.below(9),
    former: { chart: `${CHARTS}/echo-before`, values: randomValues(chance) },
  });
}

/** @returns a HelmRelease as YAML */
export function helmRelease(name: string, namespace: string, spec: { readonly [key: string]: unknown }): string {
  const kind = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' };
  return JSON.stringify({ ...kind, metadata: { name, namespace }, spec: { interval: '5m', ...spec } });
}

function holding(kind: string, name: string, namespace: string, key: string, text: string, chance: Chance): string {
  const metadata = { name, namespace };
  const isPlain = kind === 'ConfigMap' || chance.below(2) === 0;
  const field = kind === 'ConfigMap' ? 'data' : isPlain ? 'stringData' : 'data';
  const content = isPlain ? text : Buffer.from(text).toString('base64');
  return JSON.stringify({ apiVersion: 'v1', kind, metadata, [field]: { [key]: content } });
}

/** Of any length: Helm takes 53 characters, and the object's name may have 253. */
function randomName(chance: Chance): string {
  const length = chance.pick([3, 12, 20, 40, 52, 53, 54, 63]);
  return Array.from({ length }, (_, i) => (i % 7 === 6 && i < length - 1 ? '-' : chance.pick([...'abcdxyz019']))).join(
    '',
  );
}

function randomPlace(chance: Chance): { readonly [key: string]: Json } {
  return {
    ...(chance.below(3) === 0 && {
      targetNamespace: chance.pick(['elsewhere', 'a-very-long-namespace-of-some-team-or-other']),
    }),
    ...(chance.below(4) === 0 && { storageNamespace: 'storage' }),
    ...(chance.below(4) === 0 && {
      releaseName: chance.pick(['named', 'other', randomName(chance), randomName(chance), 'Wrong_Name', 'a.b']),
    }),
  };
}

/** @returns what a HelmRelease says of its installs and upgrades */
export function randomActions(chance: Chance): { readonly [key: string]: Json } {
  const options = (isUpgrade: boolean): Json => ({
    ...(chance.below(5) === 0 && { disableHooks: true }),
    ...(chance.below(4) === 0 && { disableSchemaValidation: true }),
    ...(chance.below(3) === 0 && { crds: chance.pick(['Skip', 'Create', 'CreateReplace']) }),
    ...(isUpgrade && chance.below(3) === 0 && { preserveValues: true }),
  });
  return { install: options(false), upgrade: options(true) };
}
