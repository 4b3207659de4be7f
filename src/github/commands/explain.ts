import { explainMarkdown } from '../../report/cluster/explain-markdown.ts';
import type { LinkBuilder } from '../../report/model/place-links.ts';
import { code } from '../../text/escape.ts';
import { lineAddress } from '../look/describe.ts';
import { askTarget, refusedResult } from './run/ask-base.ts';
import { type Command, CommandRefused } from './run/command.ts';
import { readTarget } from './run/command-target.ts';

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
    const target = await readTarget(running);
    const answer = await askTarget(running, target, { kind: 'explain', asked, cluster, field });
    if (answer.kind === 'refused') return refusedResult(answer);
    const { objects } = answer;
    if (objects.length === 0) throw new CommandRefused('No cluster of that name runs this.');
    const detail = field === undefined ? 'values' : 'conditions';
    const links: LinkBuilder = (path, line) => lineAddress(target, path, line);
    const texts = objects.slice(0, MOST).map((each) => explainMarkdown(each.cluster, each.explanation, detail, links));
    const rest = objects.length > MOST ? [`${objects.length - MOST} more objects are not shown.`] : [];
    return { isDone: true, text: [...texts, ...rest].join('\n\n') };
  },
};
