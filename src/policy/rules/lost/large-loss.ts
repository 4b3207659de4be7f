import { counted, grouped } from '../../../text/counted.ts';
import type { Rule } from '../../view/rule.ts';

/** Fewer objects, or a smaller part of a cluster, go with any application. */
const LARGE = { objects: 20, share: 0.2 };

export const largeLoss: Rule = {
  id: 'large-loss',
  severity: 'warning',
  title: 'A large part of a cluster is deleted',
  why: 'Rarely does anyone mean to delete so much at once: a list that lost a line, or a path that moved, deletes just as quietly as a decision.',
  fix: 'Check first what is deleted; if it is intended, say so in the pull request.',
  isLoss: true,
  check({ cluster, review: { lost, objects } }) {
    const deleted = lost.filter(({ effect }) => effect === 'pruned').length;
    if (deleted < LARGE.objects || deleted < objects.before * LARGE.share) return [];
    const message = `${cluster.name} loses ${grouped(deleted)} of its ${counted(objects.before, 'object')}`;
    return [{ message, ...lost.find(({ effect }) => effect === 'pruned')?.chain.at(-1) }];
  },
};
