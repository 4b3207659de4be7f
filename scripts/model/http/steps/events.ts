import { outstanding } from '../story/weather.ts';
import type { Step } from './step.ts';

/** What happens by itself: deliveries once more, and time. */
export const eventSteps: readonly Step[] = [
  {
    name: 'a delivery comes again',
    weight: 1.5,
    act: ({ stage, repository }, random) => {
      const own = stage.github.deliveries().filter(({ repositoryId }) => repositoryId === repository.state.id);
      const found = random.pick(own);
      if (found === undefined) return undefined;
      stage.github.redeliver(found.id);
      return `${found.event} ${found.action ?? ''}`;
    },
  },
  {
    name: 'a lost delivery comes after all',
    weight: 4,
    act: ({ stage, repository }, random) => {
      const found = random.pick(outstanding(stage.github.deliveries(), repository.state.id));
      if (found === undefined) return undefined;
      stage.github.redeliver(found.id);
      return `${found.event} ${found.action ?? ''}`;
    },
  },
  {
    name: 'a second passes',
    weight: 4,
    act: ({ stage: { clock } }) => {
      clock.pass();
      return 'one for all stories beside it';
    },
  },
];
