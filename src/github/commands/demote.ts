import type { Command } from './command.ts';
import { readGround } from './ground.ts';
import { openEdit } from './open-edit.ts';
import { planEdit, slug } from './plan-edit.ts';
import { patchSection, promotionSections } from './promotion-markdown.ts';

export const demoteCommand: Command = {
  name: 'demote',
  usage: '/demote <unit> <cluster…|all> [--clean] [--dry-run]',
  summary: 'opens the pull request by which clusters run something no more',
  needs: 'write',
  flags: ['clean', 'dry-run'],
  words: { least: 2, most: 30 },
  run: async (running) => {
    const { said } = running;
    const [asked = '', ...clusters] = said.words;
    const ground = await readGround(running);
    const at = { branch: ground.branch, commit: ground.commit };
    const clean = said.flags.has('clean');
    const edit = await planEdit(running, ground, at, { kind: 'demote', request: { asked, clusters, clean } });
    if (!('promotion' in edit)) return edit;
    if (said.flags.has('dry-run'))
      return {
        isDone: true,
        text: `${promotionSections(edit.promotion, edit.review)}\n\n${patchSection(edit.promotion, edit.patch)}`,
      };
    return openEdit(running, ground, edit, `blast-radius/demote-${slug(asked)}-${slug(clusters.join('-'))}`);
  },
};
