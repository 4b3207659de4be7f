import { code } from '../../text/escape.ts';
import { addEditHere } from './add-edit-here.ts';
import { type Command, CommandRefused } from './command.ts';
import { readGround } from './ground.ts';
import { openEdit } from './open-edit.ts';
import { planEdit, slug } from './plan-edit.ts';
import { patchSection, promotionSections } from './promotion-markdown.ts';

export const promoteCommand: Command = {
  name: 'promote',
  usage:
    '/promote <unit> <cluster…|all> [--from <cluster>] [--overlay] [--with-prerequisites] [--to-baseline] [--dry-run] [--here]',
  summary: 'opens the pull request by which clusters run what another runs',
  needs: 'write',
  flags: ['from', 'overlay', 'with-prerequisites', 'to-baseline', 'dry-run', 'here'],
  words: { least: 1, most: 30 },
  run: async (running) => {
    const { said } = running;
    const [asked = '', ...clusters] = said.words;
    const from = said.flags.get('from');
    const toBaseline = said.flags.has('to-baseline');
    if (from === true) throw new CommandRefused(`Say which cluster: ${code('--from test')}.`);
    if (clusters.length === 0 && !toBaseline) throw new CommandRefused(`Usage: ${code(promoteCommand.usage)}`);
    const ground = await readGround(running);
    const isHere = said.flags.has('here');
    const at = isHere ? hereOf(running.asked.isPull, ground) : { branch: ground.branch, commit: ground.commit };
    const options = { overlay: said.flags.has('overlay'), withPrerequisites: said.flags.has('with-prerequisites') };
    const request = { asked, clusters, from, toBaseline, ...options };
    const edit = await planEdit(running, ground, at, { kind: 'promote', request });
    if (!('promotion' in edit)) return edit;
    if (said.flags.has('dry-run'))
      return {
        isDone: true,
        text: `${promotionSections(edit.promotion, edit.review)}\n\n${patchSection(edit.promotion, edit.patch)}`,
      };
    if (isHere) return addEditHere(running, ground, edit);
    const where = toBaseline ? 'baseline' : slug(clusters.join('-'));
    return openEdit(running, ground, edit, `blast-radius/promote-${slug(asked)}-${where}`);
  },
};

function hereOf(isPull: boolean, { head, isFork }: Awaited<ReturnType<typeof readGround>>) {
  if (head !== undefined) return head;
  const why = isFork && isPull ? 'Its branch is in a fork, where this App writes nothing.' : 'This is no pull request.';
  throw new CommandRefused(`${why} Leave ${code('--here')} out.`);
}
