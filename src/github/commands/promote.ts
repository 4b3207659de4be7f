import { offersMarkdown } from '../../report/offers/offers-markdown.ts';
import { code } from '../../text/escape.ts';
import { addEditHere } from './edit/add-edit-here.ts';
import { branchHere } from './edit/branch-here.ts';
import { type EditRequest, requestLine } from './edit/edit-request.ts';
import { openEdit } from './edit/open-edit.ts';
import { planEdit } from './edit/plan-edit.ts';
import { editPreview } from './edit/promotion-markdown.ts';
import { askBase } from './run/ask-base.ts';
import { type Command, CommandRefused } from './run/command.ts';
import { readTarget } from './run/command-target.ts';

export const promoteCommand: Command = {
  name: 'promote',
  usage:
    '/promote [<unit> <cluster…|all>] [--from <cluster>] [--overlay] [--with-prerequisites] [--to-baseline] [--version] [--dry-run] [--here]',
  summary:
    'opens a pull request that makes clusters run what another cluster runs; alone, lists what each of them lacks',
  needs: 'write',
  flags: ['from', 'overlay', 'with-prerequisites', 'to-baseline', 'version', 'dry-run', 'here'],
  words: { least: 0, most: 30 },
  run: async (running) => {
    const { parsed } = running;
    if (parsed.words.length === 0 && parsed.flags.size === 0)
      return { isDone: true, text: offersMarkdown(await askBase(running, { kind: 'offers' })) };
    const [asked = '', ...clusters] = parsed.words;
    const from = parsed.flags.get('from');
    const toBaseline = parsed.flags.has('to-baseline');
    if (from === true) throw new CommandRefused(`Name a cluster: ${code('--from test')}.`);
    if (asked === '' || (clusters.length === 0 && !toBaseline))
      throw new CommandRefused(`Usage: ${code(promoteCommand.usage)}`);
    const target = await readTarget(running);
    const isHere = parsed.flags.has('here');
    const at = isHere ? await branchHere(running, target) : { branch: target.branch, commit: target.commit };
    const overlay = parsed.flags.has('overlay');
    const withPrerequisites = parsed.flags.has('with-prerequisites');
    const version = parsed.flags.has('version');
    const request = { asked, clusters, from, toBaseline, overlay, withPrerequisites, version };
    const edit = await planEdit(running, target, at, { kind: 'promote', request });
    if (!('promotion' in edit)) return edit;
    if (parsed.flags.has('dry-run')) return { isDone: true, text: editPreview(edit) };
    const options = {
      from,
      overlay,
      'with-prerequisites': withPrerequisites,
      'to-baseline': toBaseline,
      version,
      here: isHere,
    };
    const editRequest: EditRequest = { kind: 'promote', unit: asked, clusters, options };
    return isHere
      ? addEditHere(running, at, edit, requestLine(editRequest))
      : openEdit(running, target, edit, editRequest);
  },
};
