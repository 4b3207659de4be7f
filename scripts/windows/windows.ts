import { kustomization, settings } from '../../test/github/small-fleet.ts';
import { checkOf, reviewOf, verdictOf } from '../../test/hostile/trial.ts';
import type { Scene } from './scene.ts';

/** Something that GitHub shows for a while although it is so no more. */
interface Window {
  /** From what until what. */
  readonly name: string;
  /** @returns for how long. In milliseconds */
  readonly measure: (scene: Scene) => Promise<number>;
}

/** What docs/operators/security.md says of weak points, in its order. */
export const windows: readonly Window[] = [
  {
    name: 'a pull request is closed, until its check ends',
    measure: async (scene) => {
      const pull = await scene.approved();
      return scene.span(
        () => pull.close('dana'),
        () => verdictOf(pull) === 'cancelled',
      );
    },
  },
  {
    name: 'what was squashed is taken back, until its check ends',
    measure: async (scene) => {
      const { fleet } = scene;
      const pull = await scene.approved();
      await pull.merge({ method: 'squash', as: 'dana' });
      await scene.until(() => pull.merged);
      return scene.span(
        () => fleet.commit('main', { write: { 'apps/shop/settings.yaml': settings('1') }, as: 'ada' }),
        () => verdictOf(pull) === 'cancelled',
      );
    },
  },
  {
    name: 'another base, until the check in the former one ends',
    measure: async (scene) => {
      const pull = await scene.approved();
      const former = () => pull.checks.find(({ name }) => name === 'blast-radius: main');
      return scene.span(
        () => pull.setBase('lax', 'dana'),
        () => former()?.conclusion === 'cancelled',
      );
    },
  },
  {
    name: 'another base and back, until the App has looked again',
    measure: async (scene) => {
      const pull = await scene.approved();
      return scene.span(
        async () => {
          await pull.setBase('lax', 'dana');
          await pull.setBase('main', 'dana');
        },
        () => verdictOf(pull) === 'action_required',
      );
    },
  },
  {
    name: 'a role is lost, until the approval ends',
    measure: async (scene) => {
      const { fleet } = scene;
      const pull = await scene.approved();
      const taken = await scene.span(
        () => fleet.addUser('mia', { role: 'write' }),
        () => verdictOf(pull) === 'action_required',
      );
      fleet.addUser('mia', { role: 'maintain' });
      return taken;
    },
  },
  {
    name: 'another one is merged, until the check is red',
    measure: async (scene) => {
      const { fleet } = scene;
      const path = 'apps/shop/kustomization.yaml';
      const moved = `${kustomization('settings.yaml')}namespace: elsewhere\n`;
      const pull = await scene.approved();
      const other = `other-${pull.number}`;
      await fleet.commit(other, { from: 'main', write: { [path]: moved }, as: 'dana' });
      const merges = await fleet.openPull({ head: other, author: 'dana' });
      await scene.until(() => checkOf(merges)?.status === 'completed');
      const taken = await scene.span(
        () => merges.merge({ as: 'ada' }),
        () => verdictOf(pull) === 'action_required',
      );
      await fleet.commit('main', { write: { [path]: kustomization('settings.yaml') }, as: 'ada' });
      return taken;
    },
  },
  {
    name: 'the comment is edited, until it is restored',
    measure: async (scene) => {
      const pull = await scene.approved();
      const comment = reviewOf(pull);
      if (comment === undefined) throw new Error('there is no comment');
      const { body } = comment;
      return scene.span(
        () => scene.fleet.editComment(comment, 'Nothing to see here.', 'walt'),
        () => reviewOf(pull)?.body === body,
      );
    },
  },
];
