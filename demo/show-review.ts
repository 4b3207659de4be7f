import type { Annotation } from '../test/fake-github/state/check.ts';
import type { CheckRun } from '../test/fake-github/state/repository.ts';
import { changesOf } from './changes-of.ts';
import type { Played } from './play-story.ts';
import type { Style, Terminal } from './terminal.ts';
import { wrapped } from './wrapped.ts';

const looks = new Map<string, readonly [mark: string, style: Style]>([
  ['success', ['✔', 'green']],
  ['failure', ['✖', 'red']],
  ['action_required', ['!', 'yellow']],
  ['neutral', ['·', 'gray']],
  ['warning', ['!', 'yellow']],
  ['notice', ['·', 'cyan']],
]);
const otherwise = ['?', 'gray'] as const;

/** How many problems, and how many changed objects, are shown before the page is pointed to. */
const most = 4;

/** One review as a person wants to read it: title, verdict and reasons, with the lines to look at. */
export function showReview(terminal: Terminal, { pull, check, took }: Played): void {
  const { line, paint, width } = terminal;
  const conclusion = check.conclusion ?? 'none';
  const [mark, style] = looks.get(conclusion) ?? otherwise;
  const seconds = `${(took / 1000).toFixed(1)} s`;
  line(`${paint('bold', `#${pull.number} ${pull.title}`)}  ${paint('gray', pull.head)}`);
  line(`   ${paint(style, `${mark} ${conclusion}`)}  ${paint('gray', seconds)}`);
  for (const text of wrapped(check.title ?? '', width - 3)) line(`   ${paint('bold', text)}`);
  for (const problem of check.annotations.slice(0, most)) showProblem(terminal, problem);
  if (check.annotations.length > most) line(`     ${paint('gray', `and ${check.annotations.length - most} more`)}`);
  for (const reason of unplaced(check)) for (const text of wrapped(reason, width - 5)) line(`     ${text}`);
  showChanges(terminal, check.text ?? '');
  line();
}

const signs = new Map<string, Style>([
  ['+', 'green'],
  ['−', 'red'],
  ['~', 'yellow'],
]);

function showChanges({ line, paint }: Terminal, text: string): void {
  const changes = changesOf(text);
  for (const { clusters, sign, object, fields } of changes.slice(0, most)) {
    line(`     ${paint(signs.get(sign) ?? 'gray', sign)} ${object}  ${paint('gray', clusters)}`);
    for (const field of fields.slice(0, most)) line(`       ${field}`);
  }
  if (changes.length > most) line(`     ${paint('gray', `and ${changes.length - most} more objects`)}`);
}

function showProblem({ line, paint, width }: Terminal, problem: Annotation): void {
  const [mark, style] = looks.get(problem.annotation_level) ?? otherwise;
  line(`     ${paint(style, mark)} ${paint(style, problem.title ?? '')}  ${problem.path}:${problem.start_line}`);
  for (const sentence of problem.message.split('\n')) {
    const isFix = sentence.startsWith('Fix: ');
    for (const text of wrapped(sentence, width - 7)) line(`       ${isFix ? paint('cyan', text) : text}`);
  }
}

/** What a failed check says about the whole pull request: the first alert of its summary. */
function unplaced({ annotations, conclusion, summary }: CheckRun): string[] {
  if (annotations.length > 0 || conclusion !== 'failure') return [];
  const [alert = ''] = /^> \[!\w+\]\n(?:> .*\n?)+/m.exec(summary ?? '') ?? [];
  const lines = alert.replaceAll('<br>', '\n').split('\n').slice(1);
  return lines.map((text) => text.replace(/^> ?/, '').replaceAll(/[*`]|<[^>]+>/g, '')).filter(Boolean);
}
