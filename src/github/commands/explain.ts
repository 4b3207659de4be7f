import { explainText } from '../../report/cluster/explain-text.ts';
import { code, fence } from '../../text/escape.ts';
import { askBase, refusedResult } from './run/ask-base.ts';
import { type Command, CommandRefused } from './run/command.ts';

/** More objects are counted, not shown. */
const MOST = 10;

export const explainCommand: Command = {
  name: 'explain',
  usage: '/explain <kind/name> [cluster] [--field <path>]',
  summary: 'shows where an object comes from, and the line that sets each of its fields',
  needs: 'read',
  flags: ['field'],
  words: { least: 1, most: 2 },
  run: async (running) => {
    const [asked = '', cluster] = running.parsed.words;
    const field = running.parsed.flags.get('field');
    if (field === true) throw new CommandRefused(`Name a field: ${code('--field spec.replicas')}.`);
    const answer = await askBase(running, { kind: 'explain', asked, cluster, field });
    if (answer.kind === 'refused') return refusedResult(answer);
    const { objects } = answer;
    if (objects.length === 0) throw new CommandRefused('No cluster of that name runs this.');
    const detail = field === undefined ? 'values' : 'conditions';
    const texts = objects.slice(0, MOST).map((each) => fence('', explainText(each.cluster, each.explanation, detail)));
    const rest = objects.length > MOST ? [`${objects.length - MOST} more objects are not shown.`] : [];
    return { isDone: true, text: [...texts, ...rest].join('\n\n') };
  },
};
