import { minimatch } from 'minimatch';
import type { Config, RuleConfig } from '../../config/config.ts';
import { onceTogether } from '../../memo/by-value.ts';
import { type Finding, FindingSchema } from '../../review/contract/finding.ts';
import type { Review } from '../../review/contract/review.ts';
import { asShown } from '../../review/secrets/as-shown.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import type { ClusterView, FleetContext, Found, Rule } from '../view/rule.ts';
import type { Side } from '../view/side.ts';
import { RULES } from './rules.ts';
import { toFindings } from './to-findings.ts';

/** What the rules find, and what they found and do not tell. */
type Judgement = Pick<Review, 'findings' | 'untold'>;

/**
 * Judges a fleet by every rule that the configuration leaves on.
 *
 * @param fleet in promotion order
 * @param config what the repository says of rules, by their id
 * @returns the graver findings first, then by rule, then in promotion order
 * @throws Needs where a rule asks for what has not been resolved yet
 */
export function judge(fleet: readonly ClusterView[], config: Config['rules'] = {}): Judgement {
  const findings: Finding[] = [];
  const untold: { rule: string; standing: number; excepted: number }[] = [];
  for (const rule of RULES) {
    const setting = ruleConfig(config, rule);
    if (setting?.severity === 'off') continue;
    const judged = mapAll(fleet, (view) => judgeCluster(rule, setting, view, fleet));
    findings.push(...judged.flatMap((each) => each.findings));
    const standing = sum(judged.map((each) => each.standing));
    const excepted = sum(judged.map((each) => each.excepted));
    if (standing + excepted > 0) untold.push({ rule: rule.id, standing, excepted });
  }
  return { findings: findings.sort((a, b) => RANK[a.severity] - RANK[b.severity]), untold };
}

const RANK: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, notice: 2 };

/** A rule's id must not find what an object inherits. */
function ruleConfig(config: Config['rules'], { id }: Rule): RuleConfig | undefined {
  return Object.hasOwn(config, id) ? config[id] : undefined;
}

interface ClusterJudgement {
  readonly findings: readonly Finding[];
  readonly standing: number;
  readonly excepted: number;
}

const NOTHING: ClusterJudgement = { findings: [], standing: 0, excepted: 0 };

function judgeCluster(
  rule: Rule,
  setting: RuleConfig | undefined,
  view: ClusterView,
  fleet: readonly ClusterView[],
): ClusterJudgement {
  const state = foundIn(rule, view.after, view.before, view.context.after);
  const changes = rule.check?.(view, fleet) ?? [];
  if (state.length + changes.length === 0) return NOTHING;
  const before = state.length === 0 ? [] : foundIn(rule, view.before, undefined, view.context.before);
  const known = new Set(before.map(findingKey));
  const still = new Set(state.map(findingKey));
  const fresh = state.filter((found) => !known.has(findingKey(found)));
  const found = [...fresh, ...changes];
  const kept = found.filter(({ path }) => !isExcepted(path, setting));
  const severityOf = ({ severity }: Found): Finding['severity'] =>
    milder(configured(setting) ?? rule.severity, severity);
  return {
    findings: toFindings(rule, kept, severityOf, view.context.after).map((finding) =>
      asShown(FindingSchema, { ...finding, cluster: view.cluster.name }, view.secrets),
    ),
    standing: before.filter((found) => still.has(findingKey(found)) && severityOf(found) !== 'notice').length,
    excepted: found.length - kept.length,
  };
}

/** As long as a side and the one before it stay, they are not looked at again. */
const looks = onceTogether<readonly Found[]>();
const NO_SIDE = {};

function foundIn(
  rule: Rule,
  side: Side | undefined,
  before: Side | undefined,
  context: FleetContext,
): readonly Found[] {
  if (side === undefined) return [];
  const { look, lookInFleet } = rule;
  if (lookInFleet !== undefined) return lookInFleet(side, before, context);
  if (look === undefined) return [];
  return looks([side, before ?? NO_SIDE, rule], () => look(side, before));
}

function findingKey({ key, object, message }: Found): string {
  if (key !== undefined) return key;
  if (object === undefined) return message;
  const { gvk, namespace, name } = object.resource;
  return [gvk.group, gvk.kind, namespace, name, message].join('\n');
}

function configured(setting: RuleConfig | undefined): Finding['severity'] | undefined {
  return setting?.severity === 'off' ? undefined : setting?.severity;
}

/** What is not certain stays below what is, whatever the configuration makes of the rule. */
function milder(severity: Finding['severity'], most: Finding['severity'] | undefined): Finding['severity'] {
  return most === undefined || RANK[severity] > RANK[most] ? severity : most;
}

function isExcepted(path: string | undefined, setting: RuleConfig | undefined): boolean {
  return path !== undefined && (setting?.except.some((glob) => minimatch(path, glob, { dot: true })) ?? false);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
