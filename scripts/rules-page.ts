import { PROBLEMS } from '../src/policy/facts/problems.ts';
import { RULES } from '../src/policy/judge/rules.ts';
import type { Rule } from '../src/policy/view/rule.ts';

/** @returns `docs/reference/rules.md`, which `npm run schemas` writes from the rules themselves. */
export function rulesPage(): string {
  const rules = [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1));
  const problems = Object.entries(PROBLEMS).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    INTRODUCTION,
    '| rule | severity | finds |\n| --- | --- | --- |',
    ...rules.map(({ id, severity, title }) => `| [\`${id}\`](#${id}) | ${severity} | ${title} |`),
    ...rules.map(section),
    PROBLEMS_INTRODUCTION,
    '| code | means |\n| --- | --- |',
    ...problems.map(([code, means]) => `| \`${code}\` | ${means} |`),
    '',
  ].join('\n');
}

function section({ id, severity, title, why, fix, isLoss }: Rule): string {
  const intended =
    isLoss === true
      ? ' If it is intended, those who approve the cluster can [acknowledge](../authors/approvals.md#intended-deletions) it.'
      : '';
  return `\n## ${id}\n\n${title} · *${severity}*\n\n${why}\n\n**What to do:** ${fix}${intended}`;
}

const INTRODUCTION = `<!-- Written by \`npm run schemas\` from src/policy. -->
# Rules

A finding is about what a merge changes. What is wrong both before and after it is only counted, in the last line of a
report. An *error* is certain and caused by the merge, and fails the check; what may be right, because something that is
not rendered could provide what is missing, is a *notice* whatever the rule's severity.

The configuration sets a rule's severity, switches it off, or excepts files:

\`\`\`yaml
rules:
  latest-tag: error
  skipped-stage: off
  missing-namespace: { severity: error, except: ["apps/legacy/**"] }
\`\`\`

\`except\` takes globs over the file that a finding names. \`blast-radius rules\` prints this list.
`;

const PROBLEMS_INTRODUCTION = `
# What cannot be rendered

These are not rules: a root with one of these problems is *unresolved*. Nothing is claimed about it, and the check fails,
unless the same problem existed before. No configuration changes that.
`;
