import { openEdit } from './edit/open-edit.ts';
import { planEdit } from './edit/plan-edit.ts';
import { editPreview } from './edit/promotion-markdown.ts';
import type { Command } from './run/command.ts';
import { readTarget } from './run/command-target.ts';

export const demoteCommand: Command = {
  name: 'demote',
  usage: '/demote <unit> <cluster…|all> [--clean] [--dry-run]',
  summary: 'opens a pull request that removes something from clusters',
  needs: 'write',
  flags: ['clean', 'dry-run'],
  words: { least: 2, most: 30 },
  run: async (running) => {
    const { parsed } = running;
    const [asked = '', ...clusters] = parsed.words;
    const target = await readTarget(running);
    const at = { branch: target.branch, commit: target.commit };
    const clean = parsed.flags.has('clean');
    const edit = await planEdit(running, target, at, { kind: 'demote', request: { asked, clusters, clean } });
    if (!('promotion' in edit)) return edit;
    if (parsed.flags.has('dry-run')) return { isDone: true, text: editPreview(edit) };
    return openEdit(running, target, edit, { kind: 'demote', unit: asked, clusters, options: { clean } });
  },
};
