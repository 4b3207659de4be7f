/**
 * Makes objects of ResourceSets with this engine and with flux-operator's own command line, and prints how they differ:
 * `npm run oracle:resourceset -- [count of random sets] [first seed] [--case=TEXT] [--no-install]`. Ends with 1 where one does,
 * and with 3 where there is no operator to ask. `--record=FILE` keeps what it answers to cases that are not random.
 */
import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expressionCases } from './cases/expressions.ts';
import { shapeCases } from './cases/shapes.ts';
import { openOperator } from './operator.ts';
import { ours } from './ours.ts';
import type { Answer, Question } from './question.ts';
import { randomSet } from './random-set.ts';

const args = process.argv.slice(2);
const [count = 2_000, first = 1] = args.filter((each) => /^\d+$/.test(each)).map(Number);
const wanted = args.find((each) => each.startsWith('--case='))?.slice('--case='.length) ?? '';
const file = args.find((each) => each.startsWith('--record='))?.slice('--record='.length);
const operator = openOperator(!args.includes('--no-install'));

if (typeof operator === 'string') {
  process.stderr.write(`${operator}\n`);
  process.exitCode = 3;
} else if (file !== undefined) {
  const answers = [...expressionCases(), ...shapeCases()].map((each) => [each.id, operator.ask(each)] as const);
  const lines = answers.map(([id, answer]) => JSON.stringify([id, 'error' in answer ? 'fails' : answer.objects]));
  writeFileSync(file, `${lines.join('\n')}\n`);
} else {
  const sets: readonly (readonly [string, readonly Question[]])[] = [
    ['expressions', expressionCases()],
    ['shapes', shapeCases()],
    ['random', Array.from({ length: count }, (_, at) => randomSet(first + at))],
  ];
  for (const [what, questions] of sets) {
    const chosen = questions.filter(({ id }) => id.includes(wanted));
    const tally = { failing: 0, differing: 0, objects: 0 };
    for (const question of chosen) {
      const [theirs, own] = [operator.ask(question), ours(question)];
      if ('error' in theirs) tally.failing += 1;
      else tally.objects += theirs.objects.length;
      if (!areSame(theirs, own)) {
        tally.differing += 1;
        process.stdout.write(`DIFFERS ${question.id}\n  operator: ${show(theirs)}\n  ours:     ${show(own)}\n`);
      }
      if (wanted !== '') process.stdout.write(`${question.set}\n${question.providers ?? ''}\n${show(theirs)}\n`);
    }
    const { failing, differing, objects } = tally;
    process.stdout.write(`${what}: ${chosen.length}, ${failing} fail alike, ${objects} objects; ${differing} differ\n`);
    if (differing > 0) process.exitCode = 1;
  }
}

/** That both fail is enough: in whose words is not. */
function areSame(theirs: Answer, own: Answer): boolean {
  if ('error' in theirs || 'error' in own) return 'error' in theirs && 'error' in own;
  return isDeepStrictEqual(theirs.objects, own.objects);
}

function show(answer: Answer): string {
  return 'error' in answer ? `fails: ${answer.error}` : `\n    ${answer.objects.join('\n    ')}`;
}
