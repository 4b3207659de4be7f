import { code } from '../../text/escape.ts';
import { addEditHere } from './edit/add-edit-here.ts';
import { openEdit } from './edit/open-edit.ts';
import { planEdit, slug } from './edit/plan-edit.ts';
import { editPreview } from './edit/promotion-markdown.ts';
import { type Command, CommandRefused } from './run/command.ts';
import { type CommandTarget, readTarget } from './run/command-target.ts';

export const promoteCommand: Command = {
  name: 'promote',
  usage:
    '/promote <unit> <cluster…|all> [--from <cluster>] [--overlay] [--with-prerequisites] [--to-baseline] [--dry-run] [--here]',
  summary: 'opens a pull request that makes clusters run what another cluster runs',
  needs: 'write',
  flags: ['from', 'overlay', 'with-prerequisites', 'to-baseline', 'dry-run', 'here'],
  words: { least: 1, most: 30 },
  run: async (running) => {
    const { parsed } = running;
    const [asked = '', ...clusters] = parsed.words;
    const from = parsed.flags.get('from');
    const toBaseline = parsed.flags.has('to-baseline');
    if (from === true) throw new CommandRefused(`Name a cluster: ${code('--from test')}.`);
    if (clusters.length === 0 && !toBaseline) throw new CommandRefused(`Usage: ${code(promoteCommand.usage)}`);
    const target = await readTarget(running);
    const isHere = parsed.flags.has('here');
    const at = isHere ? hereOf(running.asked.isPull, target) : { branch: target.branch, commit: target.commit };
    const options = { overlay: parsed.flags.has('overlay'), withPrerequisites: parsed.flags.has('with-prerequisites') };
    const request = { asked, clusters, from, toBaseline, ...options };
    const edit = await planEdit(running, target, at, { kind: 'promote', request });
    if (!('promotion' in edit)) return edit;
    if (parsed.flags.has('dry-run')) return { isDone: true, text: editPreview(edit) };
    if (isHere) return addEditHere(running, target, edit);
    const where = toBaseline ? 'baseline' : slug(clusters.join('-'));
    return openEdit(running, target, edit, `blast-radius/promote-${slug(asked)}-${where}`);
  },
};

function hereOf(isPull: boolean, { head, isFork }: CommandTarget) {
  if (head !== undefined) return head;
  const why =
    isFork && isPull ? 'Its branch is in a fork, and this App does not write to forks.' : 'This is not a pull request.';
  throw new CommandRefused(`${why} Omit ${code('--here')}.`);
}
