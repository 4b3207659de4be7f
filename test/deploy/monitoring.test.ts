import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parse } from 'yaml';
import { createMetrics } from '../../src/server/log/create-metrics.ts';
import { inProject } from './deployed-fleet.ts';

const read = (...path: readonly string[]) => readFileSync(inProject(...path), 'utf8');
const runbook = read('docs', 'operators', 'runbook.md');

const RuleSchema = v.strictObject({
  alert: v.string(),
  expr: v.string(),
  for: v.optional(v.pipe(v.string(), v.regex(/^\d+m$/))),
  labels: v.strictObject({ severity: v.picklist(['warning', 'critical']) }),
  annotations: v.strictObject({ summary: v.string(), description: v.string() }),
});
const AlertsSchema = v.looseObject({
  spec: v.strictObject({ groups: v.array(v.strictObject({ name: v.string(), rules: v.array(RuleSchema) })) }),
});
const DashboardSchema = v.looseObject({
  panels: v.array(v.looseObject({ id: v.number(), targets: v.array(v.looseObject({ expr: v.string() })) })),
});

const rules = v
  .parse(AlertsSchema, parse(read('deploy', 'chart', 'monitoring', 'alerts.yaml')))
  .spec.groups.flatMap((group) => group.rules);
const { panels } = v.parse(DashboardSchema, JSON.parse(read('deploy', 'chart', 'monitoring', 'dashboard.json')));

/** What is given: of each metric the values of each of its labels. */
const given = new Map<string, Map<string, Set<string>>>();
/** A histogram's name, of which only its buckets, sum and count are given. */
const families = new Set<string>();

beforeAll(async () => {
  const metrics = createMetrics();
  metrics.watchQueue(async () => ({ waiting: 1, running: 1, age: 1 }));
  metrics.delivered(undefined, 401, 0.1);
  metrics.delivered('push', 503, 0.1);
  metrics.timed('look', 1);
  metrics.reviewed('failure', 1);
  metrics.asked(200, 4999, 7);
  metrics.fetches.resolved('git', 'kept');
  metrics.fetches.received(10);
  metrics.fetches.failed('unreachable');
  for (const line of (await metrics.text()).split('\n')) {
    const [, family] = /^# TYPE (\w+)/.exec(line) ?? [];
    if (family !== undefined) families.add(family);
    const [, name, labels = ''] = /^([a-z_]\w*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name === undefined) continue;
    const known = given.get(name) ?? new Map<string, Set<string>>();
    given.set(name, known);
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g))
      known.set(label, new Set([...(known.get(label) ?? []), value]));
  }
});

/** @returns what is asked of metrics that is not given: metrics, labels, and values of labels */
function missingIn(text: string): readonly string[] {
  return [...text.matchAll(/\b((?:blast_radius|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)].flatMap(
    ([, name = '', labels = '']) => {
      const known = given.get(name);
      if (known === undefined) return [name];
      return [...labels.matchAll(/(\w+)(!?=)"([^"]*)"/g)]
        .filter(([, label = '', , value = '']) => !known.get(label)?.has(value))
        .map(([matcher]) => `${name}{${matcher}}`);
    },
  );
}

/** @returns labels that something is summed by and that no metric in it has */
function foreignLabels(expr: string): readonly string[] {
  const names = expr.match(/\bblast_radius_\w+/g) ?? [];
  const known = new Set(names.flatMap((name) => [...(given.get(name)?.keys() ?? [])]));
  return [...expr.matchAll(/\bby \(([^)]*)\)/g)]
    .flatMap(([, labels = '']) => labels.split(', '))
    .filter((label) => !known.has(label));
}

test('every metric, label and value that an alert or a panel asks for is given', () => {
  const exprs = [...rules.map(({ expr }) => expr), ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))];
  expect(exprs.flatMap((expr) => [...missingIn(expr), ...foreignLabels(expr)])).toEqual([]);
  expect(exprs.filter((expr) => !/\b(?:blast_radius|process|nodejs)_/.test(expr))).toEqual([]);
  expect(missingIn('blast_radius_gone{a="b"} + blast_radius_reviews_total{conclusion="fail"}')).toEqual([
    'blast_radius_gone',
    'blast_radius_reviews_total{conclusion="fail"}',
  ]);
});

test('so is every metric that the runbook names', () => {
  expect(missingIn(runbook).filter((name) => !families.has(name))).toEqual([]);
});

test('the runbook says of every alert what to do, and names no other', () => {
  const named = [...runbook.matchAll(/^\| `(BlastRadius\w+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual(rules.map(({ alert }) => alert));
});

test('what an alert waits for to increase begins with nothing, as the first one would not be an increase', async () => {
  const text = await createMetrics().text();
  expect(text).toContain('blast_radius_reviews_checked_total{result="different"} 0\n');
  for (const kind of ['pull', 'branch', 'head', 'group', 'repository', 'installation', 'dashboard', 'command'])
    expect(text).toContain(`blast_radius_task_failures_total{kind="${kind}",retried="false"} 0\n`);
});

test('panels have numbers of their own', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});
