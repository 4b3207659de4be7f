import type { MinimatchOptions } from 'minimatch';
import type { Config, RuleConfig } from '../../config/config.ts';
import type { Weakening } from '../../review/contract/weakening.ts';
import { listedWhole } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';
import { RULES } from '../judge/rules.ts';
import type { Rule } from '../view/rule.ts';
import type { Comparison } from './comparison.ts';
import { coversGlob } from './covers-glob.ts';

type Effective = { readonly [Key in keyof RuleConfig]: NonNullable<RuleConfig[Key]> };

/** From the least to the most. */
const SEVERITIES: readonly Effective['severity'][] = ['off', 'notice', 'warning', 'error'];

/** As `except` is matched. */
const GLOB: MinimatchOptions = { dot: true };

/**
 * Which rules report less. Each lowering counts, that of a warning too: nobody who approves can weigh what is not
 * reported.
 */
export function weakerRules({ before, after }: Comparison): readonly Weakening[] {
  return RULES.flatMap((rule) => {
    const [was, becomes] = [settingOf(rule, before), settingOf(rule, after)];
    if (was.severity === 'off') return [];
    return Object.values(COMPARED).flatMap((compare) => compare(rule.id, was, becomes).map((what) => ({ what })));
  });
}

function settingOf({ id, severity }: Rule, { rules }: Config): Effective {
  const own = Object.hasOwn(rules, id) ? rules[id] : undefined;
  return { severity: own?.severity ?? severity, except: own?.except ?? [] };
}

/** Each key of a rule's setting; one that nothing compares does not compile. */
const COMPARED = {
  severity: (id, was, becomes) => {
    if (SEVERITIES.indexOf(becomes.severity) >= SEVERITIES.indexOf(was.severity)) return [];
    if (becomes.severity === 'off') return [`the rule ${quoted(id)} would be off`];
    return [`the rule ${quoted(id)} would report at most a ${becomes.severity} instead of ${article(was.severity)}`];
  },
  except: (id, was, becomes) => {
    if (becomes.severity === 'off') return [];
    const more = becomes.except.filter((glob) => !was.except.some((known) => coversGlob(known, glob, GLOB)));
    return more.length === 0 ? [] : [`the rule ${quoted(id)} would not report ${listedWhole(more.map(quoted))}`];
  },
} satisfies Record<keyof RuleConfig, (id: string, was: Effective, becomes: Effective) => readonly string[]>;

function article(severity: string): string {
  return severity === 'error' ? 'an error' : `a ${severity}`;
}
